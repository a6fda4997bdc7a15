// English. A further language is another object of type `Catalog`: what is missing does not compile.
import { activation } from './en/activation';
import { connection } from './en/connection';
import { entra } from './en/entra';
import { common, failure, finding, frame, status } from './en/frame';
import { handover } from './en/handover';
import { mapping } from './en/mapping';
import { proof } from './en/proof';
import { token } from './en/token';
import { vendor } from './en/vendor';

export const en = {
  common,
  finding,
  failure,
  status,
  frame,
  vendor,
  token,
  connection,
  entra,
  mapping,
  proof,
  activation,
  handover,
};

export type Catalog = typeof en;
