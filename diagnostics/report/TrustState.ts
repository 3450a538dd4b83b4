/** How far something can be trusted; told by words and shape, never by colour alone. */
export type TrustState = "good" | "caution" | "bad" | "unknown";
