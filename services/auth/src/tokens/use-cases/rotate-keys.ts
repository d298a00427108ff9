import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { AuditApi } from '../../audit/audit.ts';
import { rotate, type KeyRing, type RotationStep, type RotationWaits } from '../domain/key-ring.ts';
import type { KeyEncryption, KeyRingRepository } from '../ports.ts';

/**
 * Takes one step of a key rotation. Running replicas see it at their next reload. Keys that are encrypted under
 * an older secret are then under the current one.
 * @throws AppError ILLEGAL_TRANSITION when the step is not due, PRECONDITION_FAILED when somebody else
 *   rotated at the same moment, NOT_FOUND before the first start of auth
 */
export type RotateKeys = (step: RotationStep) => Promise<KeyRing>;

export const createRotateKeys =
  (deps: {
    rings: KeyRingRepository;
    encryption: KeyEncryption;
    audit: AuditApi;
    waits: RotationWaits;
    clock: Clock;
  }): RotateKeys =>
  async (step) => {
    const now = deps.clock();
    const ring = await deps.rings.find();
    if (!ring)
      throw new AppError('NOT_FOUND', { message: 'There are no signing keys yet: start auth first.' });
    const spare = await deps.encryption.generate();
    const stepped = rotate(ring, step, { spare, now, waits: deps.waits });
    const rotated = { ...stepped, keys: stepped.keys.map((key) => deps.encryption.renewed(key)) };
    if (!(await deps.rings.replace(rotated))) throw new AppError('PRECONDITION_FAILED');
    const facts = { step, version: rotated.version, kids: rotated.keys.map(({ kid }) => kid) };
    await deps.audit.append({ action: 'signing_keys.rotated', subjectId: 'access-tokens', at: now, facts });
    return rotated;
  };
