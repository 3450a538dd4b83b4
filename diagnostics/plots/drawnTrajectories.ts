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

/** Common axes: all courses and intervals, and the data. */
export function domainsOf(
  shown: readonly Trajectory[],
  { course: population }: DrawnCourses,
  withIntervals: boolean,
): { readonly x: readonly [number, number]; readonly y: readonly [number, number] } {
  const courses: readonly Course[] = population === undefined ? shown : [...shown, population];
  const points = shown.flatMap(({ observed }) => observed);
  return {
    x: extentOf([...courses.flatMap(({ x }) => x), ...points.map(({ x }) => x)]),
    y: extentOf([
      ...courses.flatMap(({ estimate }) => estimate),
      ...(withIntervals ? shown.flatMap(({ low, high }) => [...low, ...high]) : []),
      ...points.map(({ y }) => y),
    ]),
  };
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
