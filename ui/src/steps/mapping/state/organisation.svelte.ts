// Which nodes of the organisation tree are open, and what is searched for in it.

import { SvelteSet } from 'svelte/reactivity';
import type { TreeNode } from '../../../bindings';
import { nodeKey } from '../values/organisation';

/** So few nodes at the top are opened from the start. */
const fewNodes = 3;

export class OrganisationStore {
  /** By their keys. */
  readonly open = new SvelteSet<string>();
  search = $state('');

  setOpen(path: string[], open: boolean): void {
    if (open) this.open.add(nodeKey(path));
    else this.open.delete(nodeKey(path));
  }

  openFirst(root: TreeNode): void {
    if (root.children.length > fewNodes) return;
    for (const node of root.children) this.setOpen([node.name], true);
  }

  openAll(node: TreeNode, above: string[] = []): void {
    for (const child of node.children) {
      if (child.children.length === 0) continue;
      const path = [...above, child.name];
      this.setOpen(path, true);
      this.openAll(child, path);
    }
  }

  forget(): void {
    this.search = '';
    this.open.clear();
  }
}
