export { DecryptionError, type Cipher } from './cipher.ts';
export { Keyring, type VersionedSecret } from './keyring.ts';
export { parseKeyring } from './parse-keyring.ts';
export { secretKeyring, type SecretKeyringOptions } from './secret-keyring.ts';
export type { Signer } from './signer.ts';
