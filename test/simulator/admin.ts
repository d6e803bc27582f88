import type { IncomingMessage, ServerResponse } from 'node:http'
import { ZodError } from 'zod'
import type { FaultRuleInput } from './fault-rules'
import type { SimulatorChanges } from './options'
import type { Simulator } from './simulator'
import { type Answer, jsonAnswer, readBody, send } from './wire'

/**
 * The admin port: JSON in, JSON out.
 * `GET /` what it is · `GET /ledger` charges · `GET /stats` counts · `GET /requests` every request ·
 * `GET|POST|DELETE /faults` rules · `GET|PATCH /options`.
 */
export async function serveAdmin(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = (await readBody(request, null)) ?? ''
  try {
    send(response, answerAdmin(simulator, `${request.method} ${request.url}`, text))
  } catch (error) {
    if (!(error instanceof ZodError) && !(error instanceof SyntaxError)) throw error
    send(response, jsonAnswer(400, { error: error.message }))
  }
}

function answerAdmin(simulator: Simulator, asked: string, text: string): Answer {
  switch (asked) {
    case 'GET /':
      return jsonAnswer(200, {
        cometapi: simulator.cometapi,
        kling: simulator.kling,
        ledger: simulator.ledger.file,
        ...counts(simulator),
      })
    case 'GET /ledger':
      return jsonAnswer(200, { units: simulator.ledger.units(), charges: simulator.ledger.all() })
    case 'GET /stats':
      return jsonAnswer(200, counts(simulator))
    case 'GET /requests':
      return jsonAnswer(200, simulator.stats.requests())
    case 'GET /faults':
      return jsonAnswer(200, simulator.faults.list())
    case 'POST /faults': {
      const rules = JSON.parse(text) as FaultRuleInput | FaultRuleInput[]
      simulator.faults.add(...(Array.isArray(rules) ? rules : [rules]))
      return jsonAnswer(200, simulator.faults.list())
    }
    case 'DELETE /faults':
      simulator.faults.clear()
      return jsonAnswer(200, [])
    case 'GET /options':
      return jsonAnswer(200, simulator.options())
    case 'PATCH /options':
      simulator.change(JSON.parse(text) as SimulatorChanges)
      return jsonAnswer(200, simulator.options())
    default:
      return jsonAnswer(404, { error: `${asked} is not known here` })
  }
}

function counts(simulator: Simulator): Record<string, unknown> {
  const queries = [...simulator.stats.queriesPerId().values()]
  return {
    units: simulator.ledger.units(),
    charges: simulator.ledger.all().length,
    chargedTwice: simulator.ledger.twice(),
    creates: simulator.stats.creates(),
    queries: queries.reduce((sum, count) => sum + count, 0),
    mostQueriesOfOneId: Math.max(0, ...queries),
    downloads: simulator.stats.requests('download').length,
    leakedKeys: simulator.stats.leakedKeys,
    slots: Object.fromEntries(simulator.options().accounts.map(({ name }) => [name, simulator.slots(name)])),
  }
}
