// The same rows from the same PostgreSQL by Express, two processes; the token is compared, not verified, in its favour.
const cluster = require('cluster')
const [port, url, one, list, token] = process.argv.slice(2)
if (cluster.isPrimary) { cluster.fork(); cluster.fork() } else {
  const { Pool } = require('pg')
  const pool = new Pool({ connectionString: url, max: 8 })
  const app = require('express')()
  app.disable('x-powered-by')
  app.use((request, response, next) =>
    request.headers.authorization === 'Bearer ' + token ? next() : response.sendStatus(401))
  app.get('/list', async (request, response) => {
    const { rows } = await pool.query({ name: 'list', text: list })
    response.json({ data: rows, page: { next_cursor: null, has_more: false } })
  })
  app.get('/one/:id', async (request, response) => {
    const { rows } = await pool.query({ name: 'one', text: one, values: [request.params.id] })
    rows.length ? response.json(rows[0]) : response.sendStatus(404)
  })
  app.listen(+port, '127.0.0.1')
}
