import { displayName, effectivePlan, isBirthday, newUser, type User } from './user.ts';

const now = new Date('2026-09-14T09:30:00Z');
const facts = { id: 'usr_1', phone: '+919876543210', ownerPhones: [], now };

test.each([
  ['one whom the settings do not name', [], ['user']],
  ['one whom they name', ['+919811100001', '+919876543210'], ['user', 'admin', 'owner']],
  ['one of whose number they name a part', ['9876543210'], ['user']],
])('%s starts with the right roles', (_what, ownerPhones, roles) => {
  expect(newUser({ ...facts, ownerPhones }).roles).toEqual(roles);
});

test('a new user has what they gave, and nothing shared', () => {
  expect(newUser({ ...facts, email: 'asha@example.in' })).toEqual({
    id: 'usr_1',
    phone: '+919876543210',
    roles: ['user'],
    status: 'active',
    plan: 'basic',
    profile: { email: 'asha@example.in' },
    sharePhone: false,
    language: 'en',
    createdAt: now,
    version: 1,
  });
});

test.each<[User['plan'], string | undefined, User['plan']]>([
  ['basic', undefined, 'basic'],
  ['basic', '2026-09-14T09:30:01Z', 'basic'],
  ['premium', undefined, 'premium'],
  ['premium', '2026-09-14T09:30:01Z', 'premium'],
  ['premium', '2026-09-14T09:30:00Z', 'basic'],
  ['premium', '2026-09-14T09:29:59Z', 'basic'],
])('a plan that is %s until %s counts as %s', (plan, until, counts) => {
  const user = { ...newUser(facts), plan, ...(until !== undefined && { planExpiresAt: new Date(until) }) };
  expect(effectivePlan(user, now)).toBe(counts);
});

test.each([
  ['1899-12-31', false],
  ['1900-01-01', true],
  ['2026-09-14', true],
  ['2026-09-15', false],
])('%s as a birthday: %s', (day, can) => {
  expect(isBirthday(day, now)).toBe(can);
});

test.each([
  [{}, ''],
  [{ firstName: 'Asha' }, 'Asha'],
  [{ lastName: 'Verma' }, 'Verma'],
  [{ firstName: 'Asha', lastName: 'Verma' }, 'Asha Verma'],
])('%j is shown as "%s"', (profile, name) => {
  expect(displayName(profile)).toBe(name);
});
