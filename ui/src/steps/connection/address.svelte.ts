// The tenant URL in the field: what Rust takes it as, and whether it is the vendor's own.
import type { Finding, UrlCheck } from '../../bindings';
import type { Wizard } from '../../lib';
import { refusal } from '../../platform';

/** The address leads to another host than the vendor's, and nobody has said yet that it is meant. */
const otherHost = 'app.other_host';

export class Address {
  /** Why the address was refused when it was to be used. */
  refused: Finding | null = $state.raw(null);
  field: HTMLInputElement | undefined = $state();
  /** What takes the focus where an address of another host has to be decided on. */
  choice: HTMLButtonElement | undefined = $state();
  #checked: { text: string; check: UrlCheck } | null = $state.raw(null);

  constructor(readonly wizard: Wizard) {}

  get text(): string {
    return this.wizard.workspace.tenantUrl(this.wizard.state);
  }

  set text(url: string) {
    this.refused = null;
    this.wizard.workspace.typeTenantUrl(this.wizard.state, url);
  }

  /** What the last text that was looked at is taken as. */
  get check(): UrlCheck | null {
    return this.#checked?.check ?? null;
  }

  /** The practice tenant's address is ours: what is odd about it, the result of the test says. */
  get findings(): Finding[] {
    const said = this.wizard.state.practice ? [] : (this.check?.findings ?? []);
    const { refused } = this;
    return refused && !said.some(({ code }) => code === refused.code) ? [...said, refused] : said;
  }

  /** The address has to be put back or said to be meant before it is used. */
  get elsewhere(): boolean {
    return this.findings.some(({ code }) => code === otherHost);
  }

  /** Looks at the text as it is now, unless that was done. */
  async look(): Promise<void> {
    const { text, wizard } = this;
    if (this.#checked?.text === text) return;
    const check = await wizard.attempt(wizard.platform.checkTenantUrl(text));
    if (check && text === this.text) this.#checked = { text, check };
  }

  /** Writes the vendor's own address into the field. */
  async putBack(): Promise<void> {
    this.text = this.wizard.state.vendor?.tenantUrl.fixed ?? '';
    await this.look();
  }

  /** Says that the address of another host is meant. */
  async confirm(): Promise<void> {
    const { text, wizard } = this;
    this.refused = null;
    const refused = await refusal(() => wizard.settle(wizard.platform.confirmTenantUrl(text)));
    if (refused?.place?.field) this.refused = refused;
    else if (refused) wizard.fail(refused);
    this.#checked = null;
    await this.look();
  }
}
