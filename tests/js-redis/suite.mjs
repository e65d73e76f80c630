// Runs the suite that node-redis 0.10 has in its package against testdb: each test of it by itself, in its own turn, so that one that
// fails does not end the rest. The suite is taken as it is; only the places where it says which server and which database are set.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import vm from 'node:vm';
import { port } from './start.mjs';

/** By name; every other test of the suite must pass. */
export const left = {
  FLUSHDB: 'FLUSHDB is refused on an Active-Active database',
  MULTI_7: 'about the parser alone, with a Buffer constructor that is gone',
  FWD_ERRORS_1: 'publishes on one connection before the other knows that it has subscribed; here connections do not wait for each other',
  SUBSCRIBE_CLOSE_RESUBSCRIBE: 'publishes on one connection before the other knows that it has subscribed, and has no second try',
  TYPE: 'lists are refused',
  EVAL_1: 'scripts are refused',
  SCRIPT_LOAD: 'scripts are refused',
  CLIENT_LIST: 'wants the lines to begin with addr=, as Redis 2.4 had them',
  reconnect_select_db_after_pubsub: 'there is one database',
  RANDOMKEY: 'Garnet does not know RANDOMKEY',
  SORT: 'lists are refused, and Garnet does not know SORT',
  MONITOR: 'Garnet has no MONITOR',
  BLPOP: 'lists are refused',
  BLPOP_TIMEOUT: 'lists are refused',
  SLOWLOG: 'sets the log by CONFIG SET, which is refused',
  auth: 'needs a server elsewhere',
  auth2: 'needs a server elsewhere',
  unref: 'starts a file of its own that has another port',
  DOMAIN: 'about a part of Node that is deprecated',
  ENABLE_OFFLINE_QUEUE_TRUE: 'about a server that is not there',
  ENABLE_OFFLINE_QUEUE_FALSE: 'about a server that is not there',
};

const file = path.resolve(import.meta.dirname, 'node_modules/node-redis-with-its-suite/test.js');
const require = createRequire(file);

/** @returns {{names: string[], ready: Promise, run: (name: string) => Promise<void>, end: () => void}} */
export function open(host = '127.0.0.1') {
  const redis = require('./index');
  const create = redis.createClient;
  const clients = [];
  let failed = () => {};
  const process = { argv: [], on: () => process, exit: () => failed(new Error('the suite ended')), nextTick: globalThis.process.nextTick };
  redis.createClient = (_port, _host, options) => {
    const client = create(port, host, options);
    clients.push(client);
    return client;
  };
  util.print ??= () => {};
  const quiet = { ...console, log() {}, error: (...words) => failed(new Error(words.join(' '))) };
  const source = readFileSync(file, 'utf8').replace('test_db_num = 15', 'test_db_num = 0')
    + '\n;({ tests, set next(f) { next = f; }, set run(f) { run_next_test = f; } });';
  const wrapped = `(function (require, process, console) { return eval(${JSON.stringify(source)}); })`;
  const suite = vm.runInThisContext(wrapped, { filename: file })(require, process, quiet);
  suite.run = () => {};
  return {
    names: Object.keys(suite.tests),
    ready: Promise.all(clients.map(client => new Promise(resolve => client.once('ready', resolve)))),
    run: name => new Promise((resolve, reject) => {
      failed = reject;
      suite.next = () => resolve();
      globalThis.process.once('uncaughtException', reject);
      suite.tests[name]();
    }).finally(() => globalThis.process.removeAllListeners('uncaughtException')),
    end: () => clients.forEach(client => client.end()),
  };
}
