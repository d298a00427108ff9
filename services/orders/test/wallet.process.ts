// The fake wallet as a process of its own, which can be stopped with SIGSTOP, for wallet-away.int.test.ts.
import { createTestKeys, startPeerService } from '@chowk/testing';
import { FakeWallet } from './fake-wallet.ts';

const keySet = JSON.parse(process.env.SERVICE_KEYS!) as ReturnType<typeof createTestKeys>['keySet'];
const wallet = new FakeWallet();
const { address } = await startPeerService('wallet', { ...createTestKeys(), keySet }, wallet.implementation);
process.stdout.write(`${JSON.stringify({ msg: 'ready', address })}\n`);
