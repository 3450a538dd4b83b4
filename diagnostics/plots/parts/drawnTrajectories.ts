/** Courses of groups as their figures draw them. */
import { extentOf, type Scale } from "./axes.js";
import type { Markup } from "./markup.js";
import type { Place } from "./points.js";

/** Numbers along a course. */
export interface Course {
  readonly x: readonly number[];
  readonly estimate: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The course of a level with its data. */
export interface Trajectory extends Course {
  readonly level: string;
  readonly observed: readonly { readonly x: number; readonly y: number }[];
}

/** What is drawn, and how. */
export interface DrawnCourses {
  readonly along: string;
  readonly response: string;
  readonly group: string;
  /** The population's. */
  readonly course?: Course;
  /** Levels of the predictor where it is a factor: the places 1, 2, … along the axis. */
  readonly factor: readonly string[];
}

/** Marks, and the pixels they take. */
export interface Body {
  readonly marks: Markup;
  readonly height: number;
}

/** What all panels span. */
export interface CourseDomains {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The axis grows beyond data and usual courses by so many of their lengths at each end, to hold what reaches further. */
const furthest = 1;

/**
 * Common axes. They hold the data, the population's course, and the courses of levels with their intervals as far as these are usual: a
 * level of which little is known must not flatten all others.
 */
export function domainsOf(
  shown: readonly Trajectory[],
  { course: population }: DrawnCourses,
  withIntervals: boolean,
): CourseDomains {
  const courses: readonly Course[] = population === undefined ? shown : [...shown, population];
  const points = shown.flatMap(({ observed }) => observed);
  const reaches = shown.map((one) => valuesOf(one, withIntervals)).filter((values) => values.length > 0);
  // The middle half of the levels says what is usual.
  const lows = reaches.map((values) => values.reduce((a, b) => Math.min(a, b))).sort((a, b) => a - b);
  const highs = reaches.map((values) => values.reduce((a, b) => Math.max(a, b))).sort((a, b) => a - b);
  const usual = extentOf([
    ...points.map(({ y }) => y),
    ...(population?.estimate ?? []),
    ...lows.slice(Math.floor(lows.length / 4)),
    ...highs.slice(0, Math.ceil((3 * highs.length) / 4)),
  ]);
  const [least, most] = extentOf([...usual, ...lows, ...highs]);
  const room = furthest * (usual[1] - usual[0]);
  return {
    x: extentOf([...courses.flatMap(({ x }) => x), ...points.map(({ x }) => x)]),
    y: [Math.max(least, usual[0] - room), Math.min(most, usual[1] + room)],
  };
}

/** Levels whose course or interval ends at the edge of the axis, since it reaches further. */
export function reachingBeyond(
  shown: readonly Trajectory[],
  { y: [least, most] }: CourseDomains,
  withIntervals: boolean,
): readonly Trajectory[] {
  return shown.filter((one) => valuesOf(one, withIntervals).some((value) => value < least || value > most));
}

function valuesOf({ estimate, low, high }: Course, withInterval: boolean): readonly number[] {
  return [...estimate, ...(withInterval ? [...low, ...high] : [])].filter(Number.isFinite);
}

/** A scale that ends at the ends of its domain. */
export function clamped(scale: Scale): Scale {
  return scale.copy().clamp(true);
}

/** At most `most` places of a course, in pixels. */
export function placesOf({ x, estimate }: Course, toX: Scale, toY: Scale, most = 24): readonly Place[] {
  return ends(x.length, most).map((i): Place => [toX(x[i]), toY(estimate[i])]);
}

/** Evenly spaced, both ends included. */
export function ends(n: number, most: number): readonly number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, k) => Math.round((k * (n - 1)) / (most - 1)));
}
