// medici under the same load as the ledger, runs where its packages are installed. With CHECKED it does what its
// documentation says for a balance that may not be overdrawn: it locks the account and reads its balance.
import { Book, initModels, mongoTransaction, syncIndexes } from 'medici';
import mongoose from 'mongoose';

const { MONGODB_URI, DATABASE, SECONDS, WORKERS, CHECKED } = process.env;
await mongoose.connect(MONGODB_URI, { dbName: DATABASE });
await initModels();
await syncIndexes({ background: false });
const book = new Book('wallet');

const topUp = (person) =>
  mongoTransaction(async (session) => {
    const journal = book
      .entry('topup')
      .credit(`Users:${person}`, 100, { currency: 'INR' })
      .debit('Clearing:razorpay', 100, { currency: 'INR' });
    await journal.commit({ session });
    if (CHECKED !== '1') return;
    const { balance } = await book.balance({ account: `Users:${person}` }, { session });
    if (balance < 0) throw new Error('overdrawn');
    await book.writelockAccounts([`Users:${person}`], { session });
  });
const people = Array.from({ length: Number(WORKERS) }, (_, n) => `usr_${n}`);
for (const person of people) await topUp(person);
const cpu = process.cpuUsage();
const end = performance.now() + Number(SECONDS) * 1000;
let transfers = 0;
await Promise.all(
  people.map(async (person) => {
    for (; performance.now() < end; transfers++) await topUp(person);
  }),
);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(`${JSON.stringify({ msg: 'load', transfers, cpuMs: (user + system) / 1000 })}\n`);
await mongoose.disconnect();
