import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { AuditApi } from '../../audit/audit.ts';
import { withoutKey, type KeyRing } from '../domain/key-ring.ts';
import type { AnnounceKey, KeyEncryption, KeyRingRepository } from '../ports.ts';

/** A replica that encrypts the ring anew may be faster; this step is not to fail for that. */
const TRIES = 5;

/**
 * The emergency step, for a key that others may hold: takes it off the ring, lets another sign, and tells those
 * who verify, who refuse its tokens from then on. A key that is not on the ring is announced only, so that a
 * revocation whose announcement failed can be repeated.
 * @throws AppError PRECONDITION_FAILED when others change the ring all the time, NOT_FOUND before the
 *   first start of auth; the announcement's own error when Redis is away, with the key off the ring by then
 */
export type RevokeKey = (kid: string) => Promise<{ ring: KeyRing; wasOnRing: boolean }>;

export const createRevokeKey =
  (deps: {
    rings: KeyRingRepository;
    encryption: KeyEncryption;
    audit: AuditApi;
    announce: AnnounceKey;
    clock: Clock;
  }): RevokeKey =>
  async (kid) => {
    const { rings, encryption, audit, announce, clock } = deps;
    const now = clock();
    const spares = [await encryption.generate(), await encryption.generate()] as const;
    for (let triesLeft = TRIES; ; triesLeft--) {
      const ring = await rings.find();
      if (!ring)
        throw new AppError('NOT_FOUND', { message: 'There are no signing keys yet: start auth first.' });
      const left = withoutKey(ring, kid, { spares, now });
      const renewed = left && { ...left, keys: left.keys.map((key) => encryption.renewed(key)) };
      if (renewed && !(await rings.replace(renewed))) {
        if (triesLeft === 0) throw new AppError('PRECONDITION_FAILED');
        continue;
      }
      if (renewed) {
        const facts = { kid, version: renewed.version, kids: renewed.keys.map((key) => key.kid) };
        await audit.append({ action: 'signing_keys.revoked', subjectId: 'access-tokens', at: now, facts });
      }
      await announce(kid, now);
      return { ring: renewed ?? ring, wasOnRing: renewed !== undefined };
    }
  };
