import { sendRules } from './send-limits.ts';

const LIMITS = {
  resendAfterSeconds: 60,
  perHour: 5,
  perDay: 10,
  perHourAddress: 20,
  perHourNetwork: 30,
  perHourTotal: 5_000,
};

test('a send counts against phone, address, network and everybody, each within its window', () => {
  const client = { address: '203.0.113.7', network: '203.0.113.0/24' };
  expect(sendRules(LIMITS, ['digest'], client)).toEqual([
    { subject: 'phone:digest', windowMs: 60_000, max: 1 },
    { subject: 'phone:digest', windowMs: 3_600_000, max: 5 },
    { subject: 'phone:digest', windowMs: 86_400_000, max: 10 },
    { subject: 'address:203.0.113.7', windowMs: 3_600_000, max: 20 },
    { subject: 'network:203.0.113.0/24', windowMs: 3_600_000, max: 30 },
    { subject: 'everybody', windowMs: 3_600_000, max: 5_000 },
  ]);
});

test('the log of a phone is looked for under the names of older secrets too', () => {
  const client = { address: 'unknown', network: 'unknown' };
  const former = sendRules(LIMITS, ['newest', 'older', 'oldest'], client).map((rule) => rule.formerSubjects);
  const ofPhone = ['phone:older', 'phone:oldest'];
  expect(former).toEqual([ofPhone, ofPhone, ofPhone, undefined, undefined, undefined]);
});

test('the pause between two codes is as long as the setting says, and the rule of everybody is the last', () => {
  const client = { address: 'unknown', network: 'unknown' };
  const rules = sendRules({ ...LIMITS, resendAfterSeconds: 7 }, ['digest'], client);
  expect(rules[0]).toEqual({ subject: 'phone:digest', windowMs: 7_000, max: 1 });
  // The script answers with the count of the last rule, by which the alarm is raised.
  expect(rules.at(-1)!.subject).toBe('everybody');
});
