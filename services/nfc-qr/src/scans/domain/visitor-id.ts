/** Somebody at a code, as the gateway tells. */
export interface Visitor {
  /** Whoever is signed in. */
  user: { userId: string } | undefined;
  /** IP address. */
  clientAddress: string | undefined;
}

/** Keyed digests of a text in base64url: of all versions of the secret, the current one first. */
export type Digests = (text: string) => readonly [current: string, ...older: string[]];

export type VisitorId = (visitor: Visitor) => string;

/**
 * Names who visits: the user, or a keyed hash of the address. Addresses are personal data, so only the hash is
 * kept, and that of one day does not tell of another. With a rotation of the secret begins a new name, as it
 * does with a day.
 */
export function visitorIdOf({ user, clientAddress = '' }: Visitor, digests: Digests, now: Date): string {
  if (user) return user.userId;
  const day = now.toISOString().slice(0, 10);
  const [digest] = digests(`caller\n${day}\n${clientAddress}`);
  return `adr_${digest.slice(0, 22)}`;
}
