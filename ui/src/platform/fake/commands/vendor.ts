// The commands of the vendor step.

import type { IdentityProvider, OpenedProfile } from '../../../bindings';
import { resembling } from '../findings';
import { cards, other, securePractice, vendors } from '../vendors';
import { FakeCore } from './core';

export class FakeVendor extends FakeCore {
  profile: 'opens' | 'cancelled' | 'resembles' = 'opens';
  async listVendors() {
    this.note('listVendors');
    return cards;
  }
  async chooseVendor(id: string, identityProvider: IdentityProvider) {
    this.note('chooseVendor', id, identityProvider);
    const vendor = vendors.find((candidate) => candidate.id === id) ?? null;
    return this.change({
      vendor,
      identityProvider,
      tenantUrl: vendor?.tenantUrl.fixed ?? '',
      profileFile: null,
    });
  }
  async openProfile(): Promise<OpenedProfile | null> {
    this.note('openProfile');
    if (this.profile === 'cancelled') return null;
    if (this.profile === 'resembles') return { kind: 'resembles', finding: resembling };
    return { kind: 'chosen', state: this.#profile('Acme Awareness') };
  }
  async nameVendor(name: string) {
    this.note('nameVendor', name);
    const vendor = this.state.vendor;
    return this.change({ vendor: vendor && { ...vendor, name: name || other.name, givenName: name } });
  }
  async confirmProfile() {
    this.note('confirmProfile');
    return this.#profile('Secure Practise');
  }
  #profile(name: string) {
    return this.change({ vendor: { ...securePractice, id: 'acme', name }, profileFile: 'acme.toml' });
  }
}
