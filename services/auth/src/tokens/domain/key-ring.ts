import { AppError } from '@chowk/contracts/errors';

/** The public half as verifiers get it (RFC 7517). */
export interface PublicJwk {
  kty: string;
  crv: string;
  x: string;
  y: string;
  kid: string;
  use: 'sig';
  alg: 'ES256';
}

/** `next` is published and does not sign yet, `current` signs, `retiring` signs no more and still verifies. */
type KeyState = 'next' | 'current' | 'retiring';

export interface NewKey {
  kid: string;
  publicJwk: PublicJwk;
  /** Private key, encrypted. */
  encryptedPrivateKey: string;
}

interface SigningKey extends NewKey {
  state: KeyState;
  /** When it came into this state. */
  since: Date;
}

export interface KeyRing {
  version: number;
  keys: SigningKey[];
}

/** In the order in which a key is replaced: no verifier ever meets a signature of a key it cannot know. */
export const ROTATION_STEPS = ['publish-next', 'sign-next', 'retire-old'] as const;
export type RotationStep = (typeof ROTATION_STEPS)[number];

export interface RotationWaits {
  /** Until every verifier has fetched a key that was published. */
  publishedMs: number;
  /** Until the last token of a key that signs no more has expired. */
  retiringMs: number;
}

/** The first ring: a key that signs and the one after it, published already. */
export const firstRing = (current: NewKey, next: NewKey, now: Date): KeyRing => ({
  version: 1,
  keys: [
    { ...current, state: 'current', since: now },
    { ...next, state: 'next', since: now },
  ],
});

/**
 * One step of a rotation.
 * @param spare a fresh key, for `publish-next`
 * @throws AppError ILLEGAL_TRANSITION when the step is not due, naming those that are.
 */
export function rotate(
  ring: KeyRing,
  step: RotationStep,
  facts: { spare: NewKey; now: Date; waits: RotationWaits },
): KeyRing {
  const due = dueSteps(ring, facts.now, facts.waits);
  if (!due.includes(step)) {
    throw new AppError('ILLEGAL_TRANSITION', {
      message: `${step} is not due; due: ${due.join(', ') || 'nothing yet'}.`,
      details: [{ step, due }],
    });
  }
  return { version: ring.version + 1, keys: applied(ring, step, facts) };
}

/** Steps that may be taken now. */
export function dueSteps(ring: KeyRing, now: Date, waits: RotationWaits): RotationStep[] {
  const age = (key: SigningKey) => now.getTime() - key.since.getTime();
  const next = ring.keys.find((key) => key.state === 'next');
  const due: Record<RotationStep, boolean> = {
    'publish-next': next === undefined,
    'sign-next': next !== undefined && age(next) >= waits.publishedMs,
    'retire-old': ring.keys.some((key) => key.state === 'retiring' && age(key) >= waits.retiringMs),
  };
  return ROTATION_STEPS.filter((step) => due[step]);
}

function applied(
  ring: KeyRing,
  step: RotationStep,
  { spare, now, waits }: { spare: NewKey; now: Date; waits: RotationWaits },
): SigningKey[] {
  const moved = (key: SigningKey, state: KeyState): SigningKey => ({ ...key, state, since: now });
  switch (step) {
    case 'publish-next':
      return [...ring.keys, { ...spare, state: 'next', since: now }];
    case 'sign-next':
      return ring.keys.map((key) => {
        if (key.state === 'next') return moved(key, 'current');
        return key.state === 'current' ? moved(key, 'retiring') : key;
      });
    case 'retire-old':
      return ring.keys.filter(
        (key) => key.state !== 'retiring' || now.getTime() - key.since.getTime() < waits.retiringMs,
      );
  }
}

/**
 * The ring without a key that others may hold, at once and whatever the state of a rotation: what it signed is
 * worth nothing from now on. When it was the one that signs, the next one signs in its place, which verifiers
 * know already, or a fresh one that they first have to fetch. A next one is always there afterwards.
 * @param spares two fresh keys
 * @returns undefined when the ring has no such key
 */
export function withoutKey(
  ring: KeyRing,
  kid: string,
  { spares, now }: { spares: readonly [NewKey, NewKey]; now: Date },
): KeyRing | undefined {
  let left = ring.keys.filter((key) => key.kid !== kid);
  if (left.length === ring.keys.length) return undefined;
  const fresh = [...spares];
  if (!left.some(({ state }) => state === 'current')) {
    const next = left.find(({ state }) => state === 'next');
    const { state: _state, since: _since, ...key } = next ?? { ...fresh.pop()!, state: 'next', since: now };
    left = [...left.filter((other) => other !== next), { ...key, state: 'current', since: now }];
  }
  if (!left.some(({ state }) => state === 'next')) left.push({ ...fresh.pop()!, state: 'next', since: now });
  return { version: ring.version + 1, keys: left };
}
