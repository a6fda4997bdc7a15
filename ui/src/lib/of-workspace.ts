// How a step keeps something of its own for as long as a workspace lasts.
import type { Wizard } from './wizard.svelte';
import type { Workspace } from './workspace.svelte';

/** Returns what gives each workspace one `Held` of its own, which goes when the workspace goes. */
export function ofWorkspace<Held>(make: (wizard: Wizard) => Held): (wizard: Wizard) => Held {
  const held = new WeakMap<Workspace, Held>();
  return (wizard) => {
    const { workspace } = wizard;
    const known = held.get(workspace);
    if (known) return known;
    const made = make(wizard);
    held.set(workspace, made);
    return made;
  };
}
