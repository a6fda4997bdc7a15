// The organisation as lines of a tree and as areas of an icicle. Both are made from the same nodes, so
// that what is seen and what is read agree.

import type { TreeNode } from '../../../bindings';
import type { TreeLine } from '../../../lib';

/** A node as one line: its place among its siblings is what a screen reader announces. */
export type Line = TreeLine & {
  /** The names from the top down; the top itself is the empty path. An empty name is a level without a value. */
  path: string[];
  name: string;
  count: number;
  position: number;
  siblings: number;
};

/** A node as an area; all measures are shares of the whole, from 0 to 1. */
export type Area = {
  path: string[];
  name: string;
  count: number;
  column: number;
  start: number;
  size: number;
  /** How many nodes, too small to be drawn each, this area stands for; 0 for a node of its own. */
  small: number;
};

/** Returns a text that is the same for the same path only, whatever the names hold. */
export function nodeKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** Returns how many nodes lie below this one. */
export function nodesBelow(node: TreeNode): number {
  return node.children.reduce((sum, child) => sum + 1 + nodesBelow(child), 0);
}

/**
 * Returns the lines to show: those of open nodes, or with `search` those that hold the text and
 * what lies above them.
 */
export function treeLines(root: TreeNode, open: ReadonlySet<string>, search = ''): Line[] {
  const wanted = search.trim().toLocaleLowerCase();
  const holds = (node: TreeNode): boolean =>
    node.name.toLocaleLowerCase().includes(wanted) || node.children.some(holds);
  const lines: Line[] = [];
  const visit = (node: TreeNode, above: string[]) => {
    const children = wanted === '' ? node.children : node.children.filter(holds);
    children.forEach((child, index) => {
      const path = [...above, child.name];
      const below = wanted === '' ? child.children : child.children.filter(holds);
      const expanded = below.length === 0 ? null : wanted !== '' || open.has(nodeKey(path));
      lines.push({
        path,
        name: child.name,
        count: child.count,
        level: path.length,
        position: index + 1,
        siblings: children.length,
        expanded,
      });
      if (expanded === true) visit(child, path);
    });
  };
  visit(root, []);
  return lines;
}

/** Returns the node that a path leads to. */
export function nodeAt(root: TreeNode, path: readonly string[]): TreeNode | undefined {
  return path.reduce<TreeNode | undefined>(
    (node, name) => node?.children.find((child) => child.name === name),
    root,
  );
}

/** Returns what fills the drawing when a node is chosen: the node itself, or of a last one what is above it. */
export function zoomOn(root: TreeNode, path: readonly string[]): string[] {
  const ends = (nodeAt(root, path)?.children.length ?? 0) === 0;
  return path.slice(0, ends ? Math.max(0, path.length - 1) : path.length);
}

/**
 * Returns the areas of an icicle with one column a level, of what lies below `above`, which has the first
 * column to itself. Nodes smaller than `smallest` of the height share one area below their siblings.
 */
export function areasOf(root: TreeNode, smallest = 0.002, above: readonly string[] = []): Area[] {
  const areas: Area[] = [];
  const first = above.length > 0 ? above.length - 1 : 0;
  const visit = (node: TreeNode, path: readonly string[], start: number, size: number) => {
    let at = start;
    let [small, people] = [0, 0];
    const column = path.length - first;
    for (const child of node.children) {
      const share = node.count === 0 ? 0 : (size * child.count) / node.count;
      if (share < smallest) {
        small += 1;
        people += child.count;
        continue;
      }
      const below = [...path, child.name];
      areas.push({
        path: below,
        name: child.name,
        count: child.count,
        column,
        start: at,
        size: share,
        small: 0,
      });
      visit(child, below, at, share);
      at += share;
    }
    const rest = start + size - at;
    if (small > 0)
      areas.push({ path: [...path], name: '', count: people, column, start: at, size: rest, small });
  };
  const top = nodeAt(root, above);
  if (!top) return areas;
  if (above.length > 0) {
    const name = above.at(-1) ?? '';
    areas.push({ path: [...above], name, count: top.count, column: 0, start: 0, size: 1, small: 0 });
  }
  visit(top, above, 0, 1);
  return areas;
}

/** Returns the depth of the deepest node below this one. */
export function depthOf(node: TreeNode): number {
  return node.children.reduce((depth, child) => Math.max(depth, 1 + depthOf(child)), 0);
}
