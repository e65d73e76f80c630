// testdb is on PORT of the environment; what every test file needs.
export const port = Number(process.env.TESTDB_PORT);
if (!port) {
  throw new Error('TESTDB_PORT says where testdb is');
}
