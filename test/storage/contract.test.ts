import { afterEach, describe } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import { approvalContract } from './approval-contract.ts'
import { articleContract } from './article-contract.ts'
import { chatContract } from './chat-contract.ts'
import { deliveryContract } from './delivery-contract.ts'
import { allEngines, type OpenStore } from './engines.ts'
import { feedClaimContract } from './feed-claim-contract.ts'
import { feedContract } from './feed-contract.ts'
import { ledgerContract } from './ledger-contract.ts'
import { planContract } from './plan-contract.ts'
import { recordContract } from './record-contract.ts'
import { repostContract } from './repost-contract.ts'
import { retentionContract } from './retention-contract.ts'
import { searchContract } from './search-contract.ts'
import { storyContract } from './story-contract.ts'

const engines = await allEngines()

describe.each(engines)('on $name', ({ open }) => {
  describe.skipIf(open === undefined)('the stores', () => {
    const opened: Store[] = []
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close()
    })
    const openTracked: OpenStore = async (at = '2026-03-02T07:00:00.000Z') => {
      const clock = { at }
      const store = await open?.(() => new Date(clock.at))
      if (store === undefined) throw new Error('not open')
      opened.push(store)
      return { store, clock }
    }
    articleContract(openTracked)
    feedContract(openTracked)
    feedClaimContract(openTracked)
    recordContract(openTracked)
    chatContract(openTracked)
    planContract(openTracked)
    deliveryContract(openTracked)
    ledgerContract(openTracked)
    approvalContract(openTracked)
    repostContract(openTracked)
    searchContract(openTracked)
    storyContract(openTracked)
    retentionContract(openTracked)
  })
})
