/** Models of many families, each with a structure: twelve pairs. */
import type { SbcModel } from "../SbcModel.js";
import { categories } from "./categories.js";
import { counts } from "./counts.js";
import { normals } from "./normals.js";
import { positive } from "./positive.js";
import { shares } from "./shares.js";

export const families: readonly SbcModel[] = [...normals, ...counts, ...shares, ...categories, ...positive];
