import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Linux counts CPU time in ticks of 10 ms (USER_HZ, fixed at 100 for user space). */
const TICKS_PER_SECOND = 100;

/**
 * Seconds of CPU that a process has used so far, user and system, with its children that have ended and been
 * waited for. 0 when there is no such process. Source: proc(5), /proc/pid/stat.
 */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  if (!fields) return 0;
  // utime is the 14th field, stime the 15th, then those of children; the first two are cut off here.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}

/** A process and all below it. */
export function treeOf(root: number): number[] {
  const children = Map.groupBy(allPids(), (pid) => Number(statOf(pid)?.[1] ?? -1));
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

/** The process that listens on a port of this machine; undefined for one that is not ours to see. */
export function listenerOn(port: number): number | undefined {
  const inodes = new Set(['tcp', 'tcp6'].flatMap((table) => listeningInodes(table, port)));
  return allPids().find((pid) => socketsOf(pid).some((inode) => inodes.has(inode)));
}

/** Bytes of memory, what is shared counted by share (PSS); 0 when there is no such process. */
export function pssBytes(pid: number): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup ?? '')?.[1] ?? 0) * 1024;
}

/** Bytes of resident memory (RSS); 0 when there is no such process. */
export function rssBytes(pid: number): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  return Number(/^Rss:\s+(\d+) kB$/m.exec(rollup ?? '')?.[1] ?? 0) * 1024;
}

const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** From the third field on: the command before it, in parentheses, may hold spaces. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function listeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return (read(`/proc/net/${table}`) ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${wanted}`) && fields[3] === '0A')
    .map((fields) => fields[9]!);
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap(
      (fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [],
    );
  } catch {
    return []; // it has ended, or is not ours
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // it has ended
  }
}
