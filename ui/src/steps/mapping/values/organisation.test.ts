import { describe, expect, it } from 'vitest';
import { areasOf, depthOf, nodeKey, treeLines, nodesBelow, zoomOn } from './organisation';

const tree = {
  name: '',
  count: 10,
  children: [
    {
      name: 'Nordlys AS',
      count: 8,
      children: [
        { name: 'Sales', count: 6, children: [] },
        { name: '', count: 2, children: [] },
      ],
    },
    { name: '', count: 2, children: [] },
  ],
};

describe('treeLines', () => {
  it('shows the first level only while nothing is open', () => {
    expect(treeLines(tree, new Set()).map((line) => [line.name, line.count, line.expanded])).toEqual([
      ['Nordlys AS', 8, false],
      ['', 2, null],
    ]);
  });

  it('places an opened node’s children under it, with their place among siblings', () => {
    const lines = treeLines(tree, new Set([nodeKey(['Nordlys AS'])]));
    expect(lines.map((line) => [line.name, line.level, line.position, line.siblings])).toEqual([
      ['Nordlys AS', 1, 1, 2],
      ['Sales', 2, 1, 2],
      ['', 2, 2, 2],
      ['', 1, 2, 2],
    ]);
  });

  it('opens what lies above a search hit and hides the rest', () => {
    expect(treeLines(tree, new Set(), 'SALE').map((line) => line.path)).toEqual([
      ['Nordlys AS'],
      ['Nordlys AS', 'Sales'],
    ]);
  });

  it('returns nothing for an organisation without people', () => {
    expect(treeLines({ name: '', count: 0, children: [] }, new Set())).toEqual([]);
  });
});

describe('areasOf', () => {
  it('gives each node its share of the node above, in order', () => {
    const areas = areasOf(tree);
    expect(areas.map((area) => [area.name, area.column])).toEqual([
      ['Nordlys AS', 0],
      ['Sales', 1],
      ['', 1],
      ['', 0],
    ]);
    expect(areas.map((area) => area.start)).toEqual([0, 0, expect.closeTo(0.6), expect.closeTo(0.8)]);
    expect(areas.map((area) => area.size)).toEqual([
      expect.closeTo(0.8),
      expect.closeTo(0.6),
      expect.closeTo(0.2),
      expect.closeTo(0.2),
    ]);
  });

  it('gathers what is too small to see in one area', () => {
    const areas = areasOf(tree, 0.5);
    expect(areas.map((area) => [area.name, area.small, area.count])).toEqual([
      ['Nordlys AS', 0, 8],
      ['Sales', 0, 6],
      ['', 1, 2],
      ['', 1, 2],
    ]);
    expect(areas.at(-1), 'below its siblings').toMatchObject({ path: [], column: 0, start: 0.8 });
  });

  it('begins with the node that one went into', () => {
    expect(areasOf(tree, 0, ['Nordlys AS']).map((area) => [area.name, area.column, area.size])).toEqual([
      ['Nordlys AS', 0, 1],
      ['Sales', 1, expect.closeTo(0.75)],
      ['', 1, expect.closeTo(0.25)],
    ]);
    expect(areasOf(tree, 0, ['gone']), 'a node that is no longer there').toEqual([]);
  });
});

describe('zoomOn', () => {
  it('is the node itself, or what is above the last one', () => {
    expect(zoomOn(tree, ['Nordlys AS'])).toEqual(['Nordlys AS']);
    expect(zoomOn(tree, ['Nordlys AS', 'Sales'])).toEqual(['Nordlys AS']);
    expect(zoomOn(tree, [''])).toEqual([]);
    expect(zoomOn(tree, [])).toEqual([]);
  });
});

it('counts nodes and depth', () => {
  expect(nodesBelow(tree)).toBe(4);
  expect(depthOf(tree)).toBe(2);
});

it('tells paths apart whose names hold separators', () => {
  expect(nodeKey(['a', 'b'])).not.toBe(nodeKey(['a","b']));
});
