import tseslint from "typescript-eslint";

const transcendental = [
  "exp", "expm1", "log", "log1p", "log2", "log10", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
  "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "cbrt", "hypot",
]; // prettier-ignore

const nondeterministic = [
  { object: "Math", property: "random", message: "Draws must be reproducible by seed: take an Rng as an argument." },
  { object: "Date", property: "now", message: "The clock is not used below src." },
  { object: "performance", property: "now", message: "The clock is not used below src." },
];

export default tseslint.config(
  { ignores: ["dist", "out", "node_modules", "docs/api"] },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 600 }],
    },
  },
  {
    files: ["engine/**/*.ts", "models/**/*.ts", "samplers/**/*.ts", "diagnostics/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        ...nondeterministic,
        ...transcendental.map((property) => ({
          object: "Math",
          property,
          message: "Differs between engines: use engine/math.",
        })),
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "BinaryExpression[operator='**']", message: "Differs between engines: use engine/math." },
        { selector: "AssignmentExpression[operator='**=']", message: "Differs between engines: use engine/math." },
        { selector: "NewExpression[callee.name='Date']", message: "The clock is not used below src." },
      ],
    },
  },
);
