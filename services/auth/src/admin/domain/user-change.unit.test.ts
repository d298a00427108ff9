import type { Role } from '@chowk/runtime/identity';
import type { UserStatus } from '../../users/domain/user.ts';
import { decideChange } from './user-change.ts';

const USER: Role[] = ['user'];
const EXPERT: Role[] = ['user', 'expert'];
const MERCHANT: Role[] = ['user', 'merchant'];
const ADMIN: Role[] = ['user', 'admin'];
const OWNER: Role[] = ['user', 'admin', 'owner'];

const decide = (
  actor: { userId?: string; roles: readonly Role[] },
  target: { roles: Role[]; status?: UserStatus },
  change: Parameters<typeof decideChange>[2],
) =>
  decideChange({ userId: 'usr_actor', ...actor }, { id: 'usr_target', status: 'active', ...target }, change);

type Verdict = 'allowed' | 'ends sessions' | 'forbidden';

/** Who acts, what the target is and what it shall be: all of them. */
const ROLE_CHANGES: ReadonlyArray<[actor: Role[], from: Role[], to: Role, becomes: Role[], Verdict]> = [
  [ADMIN, USER, 'user', USER, 'allowed'],
  [ADMIN, USER, 'expert', EXPERT, 'allowed'],
  [ADMIN, USER, 'merchant', MERCHANT, 'allowed'],
  [ADMIN, USER, 'admin', ADMIN, 'forbidden'],
  [ADMIN, USER, 'owner', OWNER, 'forbidden'],
  [ADMIN, EXPERT, 'user', USER, 'ends sessions'],
  [ADMIN, EXPERT, 'expert', EXPERT, 'allowed'],
  [ADMIN, EXPERT, 'merchant', MERCHANT, 'ends sessions'],
  [ADMIN, EXPERT, 'admin', ADMIN, 'forbidden'],
  [ADMIN, EXPERT, 'owner', OWNER, 'forbidden'],
  [ADMIN, MERCHANT, 'user', USER, 'ends sessions'],
  [ADMIN, MERCHANT, 'expert', EXPERT, 'ends sessions'],
  [ADMIN, MERCHANT, 'merchant', MERCHANT, 'allowed'],
  [ADMIN, MERCHANT, 'admin', ADMIN, 'forbidden'],
  [ADMIN, MERCHANT, 'owner', OWNER, 'forbidden'],
  [ADMIN, ADMIN, 'user', USER, 'forbidden'],
  [ADMIN, ADMIN, 'expert', EXPERT, 'forbidden'],
  [ADMIN, ADMIN, 'merchant', MERCHANT, 'forbidden'],
  [ADMIN, ADMIN, 'admin', ADMIN, 'forbidden'],
  [ADMIN, ADMIN, 'owner', OWNER, 'forbidden'],
  [ADMIN, OWNER, 'user', USER, 'forbidden'],
  [ADMIN, OWNER, 'expert', EXPERT, 'forbidden'],
  [ADMIN, OWNER, 'merchant', MERCHANT, 'forbidden'],
  [ADMIN, OWNER, 'admin', ADMIN, 'forbidden'],
  [ADMIN, OWNER, 'owner', OWNER, 'forbidden'],
  [OWNER, USER, 'user', USER, 'allowed'],
  [OWNER, USER, 'expert', EXPERT, 'allowed'],
  [OWNER, USER, 'merchant', MERCHANT, 'allowed'],
  [OWNER, USER, 'admin', ADMIN, 'allowed'],
  [OWNER, USER, 'owner', OWNER, 'allowed'],
  [OWNER, EXPERT, 'user', USER, 'ends sessions'],
  [OWNER, EXPERT, 'expert', EXPERT, 'allowed'],
  [OWNER, EXPERT, 'merchant', MERCHANT, 'ends sessions'],
  [OWNER, EXPERT, 'admin', ADMIN, 'ends sessions'],
  [OWNER, EXPERT, 'owner', OWNER, 'ends sessions'],
  [OWNER, MERCHANT, 'user', USER, 'ends sessions'],
  [OWNER, MERCHANT, 'expert', EXPERT, 'ends sessions'],
  [OWNER, MERCHANT, 'merchant', MERCHANT, 'allowed'],
  [OWNER, MERCHANT, 'admin', ADMIN, 'ends sessions'],
  [OWNER, MERCHANT, 'owner', OWNER, 'ends sessions'],
  [OWNER, ADMIN, 'user', USER, 'ends sessions'],
  [OWNER, ADMIN, 'expert', EXPERT, 'ends sessions'],
  [OWNER, ADMIN, 'merchant', MERCHANT, 'ends sessions'],
  [OWNER, ADMIN, 'admin', ADMIN, 'allowed'],
  [OWNER, ADMIN, 'owner', OWNER, 'allowed'],
  [OWNER, OWNER, 'user', USER, 'ends sessions'],
  [OWNER, OWNER, 'expert', EXPERT, 'ends sessions'],
  [OWNER, OWNER, 'merchant', MERCHANT, 'ends sessions'],
  [OWNER, OWNER, 'admin', ADMIN, 'ends sessions'],
  [OWNER, OWNER, 'owner', OWNER, 'allowed'],
];

test.each(ROLE_CHANGES)(
  'one who is %j makes of one who is %j a %s, who is then %j: %s',
  (actor, from, to, becomes, verdict) => {
    const change = () => decide({ roles: actor }, { roles: from }, { role: to });
    if (verdict === 'forbidden') {
      expect(change).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    } else {
      const endsSessions = verdict === 'ends sessions' ? 'role_removed' : undefined;
      expect(change()).toEqual({ roles: becomes, status: 'active', endsSessions });
    }
  },
);

const STATUS_CHANGES: ReadonlyArray<
  [actor: Role[], target: Role[], from: UserStatus, to: UserStatus, Verdict]
> = [
  [ADMIN, USER, 'active', 'active', 'allowed'],
  [ADMIN, USER, 'active', 'blocked', 'ends sessions'],
  [ADMIN, USER, 'blocked', 'active', 'allowed'],
  [ADMIN, USER, 'blocked', 'blocked', 'allowed'],
  [ADMIN, MERCHANT, 'active', 'blocked', 'ends sessions'],
  [ADMIN, MERCHANT, 'blocked', 'active', 'allowed'],
  [ADMIN, ADMIN, 'active', 'blocked', 'forbidden'],
  [ADMIN, ADMIN, 'blocked', 'active', 'forbidden'],
  [ADMIN, OWNER, 'active', 'blocked', 'forbidden'],
  [ADMIN, OWNER, 'blocked', 'active', 'forbidden'],
  [OWNER, USER, 'active', 'blocked', 'ends sessions'],
  [OWNER, ADMIN, 'active', 'blocked', 'ends sessions'],
  [OWNER, ADMIN, 'blocked', 'active', 'allowed'],
  [OWNER, OWNER, 'active', 'blocked', 'ends sessions'],
  [OWNER, OWNER, 'blocked', 'active', 'allowed'],
];

test.each(STATUS_CHANGES)(
  'one who is %j moves one who is %j from %s to %s: %s',
  (actor, roles, from, to, verdict) => {
    const change = () => decide({ roles: actor }, { roles, status: from }, { status: to });
    if (verdict === 'forbidden') {
      expect(change).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    } else {
      const endsSessions = verdict === 'ends sessions' ? 'user_blocked' : undefined;
      expect(change()).toEqual({ roles, status: to, endsSessions });
    }
  },
);

test.each([
  ['role', { role: 'owner' }],
  ['status', { status: 'blocked' }],
] as const)('nobody changes their own %s, not even an owner', (_what, change) => {
  const self = { userId: 'usr_target', roles: OWNER };
  expect(() => decide(self, { roles: OWNER }, change)).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN', message: expect.stringContaining('somebody else') }),
  );
});

test('a block that also takes a role away ends the sessions because of the block', () => {
  expect(decide({ roles: OWNER }, { roles: MERCHANT }, { role: 'user', status: 'blocked' })).toEqual({
    roles: USER,
    status: 'blocked',
    endsSessions: 'user_blocked',
  });
});
