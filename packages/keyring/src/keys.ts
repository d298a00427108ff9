import type { KeyObject } from 'node:crypto';

/** The keys of one purpose by version. */
export interface Keys {
  /** The version that signs and encrypts; one of the map's. */
  current: string;
  /** Key objects: node needs five times as long for an HMAC under the same key in a Buffer. */
  byVersion: ReadonlyMap<string, KeyObject>;
}
