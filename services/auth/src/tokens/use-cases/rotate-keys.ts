import { AppError } from '@chowk/contracts/errors';
import type { AuditTrail } from '../../audit/ports.ts';
import { rotate, type KeyRing, type RotationStep, type RotationWaits } from '../domain/key-ring.ts';
import type { KeyRings, KeyVault } from '../ports.ts';

/**
 * Takes one step of a key rotation. Running replicas see it at their next reload.
 * @throws AppError ILLEGAL_TRANSITION when the step is not due, PRECONDITION_FAILED when somebody else
 *   rotated at the same moment, NOT_FOUND before the first start of auth
 */
export async function rotateKeys(
  ports: { rings: KeyRings; vault: KeyVault; audit: AuditTrail; waits: RotationWaits },
  step: RotationStep,
  now: Date,
): Promise<KeyRing> {
  const ring = await ports.rings.load();
  if (!ring) throw new AppError('NOT_FOUND', { message: 'There are no signing keys yet: start auth first.' });
  const spare = await ports.vault.generate();
  const rotated = rotate(ring, step, { spare, now, waits: ports.waits });
  if (!(await ports.rings.replace(rotated))) throw new AppError('PRECONDITION_FAILED');
  const facts = { step, version: rotated.version, kids: rotated.keys.map(({ kid }) => kid) };
  await ports.audit.append({ action: 'signing_keys.rotated', subjectId: 'access-tokens', at: now, facts });
  return rotated;
}
