import Kernel
import Platform
import Store

extension NewChat {
    /// The chat of the job's customer with a provider, opened unless it is there.
    func open(as call: Call, _ tx: borrowing Tx) throws -> (chat: Chat, isNew: Bool) {
        let account = try call.account
        let job = try Job.find(jobId, within: call.scope(of: .jobRead), tx)
        let provider = try provider(for: account, on: job, call, tx)
        let condition: SQL = "c.job_id = \(job.id) AND c.provider_id = \(provider)"
        if let chat = try Chat.list(where: condition, tx).first { return (chat, false) }
        guard try Self.hasDealings(provider, on: job, tx) else { throw Problem(.noDealings) }
        let isNew = try insert(provider, on: job, tx)
        guard let chat = try Chat.list(where: condition, tx).first else { throw Problem(.notFound) }
        if isNew, let end = job.overAt { try chat.setDeadline(from: end, tx) }
        return (try Chat.find(chat.id, tx), isNew)
    }

    /// The customer names the provider; a provider is meant itself.
    private func provider(
        for account: ID<Account>,
        on job: Job,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> ID<Provider> {
        if account == job.customer {
            guard let providerId else {
                throw Problem(.invalid, faults: [.init("/provider_id", Refusal(.required))])
            }
            return providerId
        }
        let own = try Provider.own(call, tx).id
        guard providerId == nil || providerId == own else {
            throw Problem(.invalid, faults: [.init("/provider_id", .otherProvider)])
        }
        return own
    }

    /// Whether the provider has quoted the job, visits, or has it directed at them or awarded.
    private static func hasDealings(
        _ provider: ID<Provider>,
        on job: Job,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try job.provider == provider
            || tx.exists("SELECT 1 FROM quote WHERE job_id = \(job.id) AND provider_id = \(provider)")
            || tx.exists("SELECT 1 FROM visit WHERE job_id = \(job.id) AND provider_id = \(provider)")
    }

    /// False when somebody was faster.
    private func insert(_ provider: ID<Provider>, on job: Job, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO chat (id, job_id, customer_id, provider_id, state, last_seq, created_at, updated_at, version)
            VALUES (\(tx.newID(of: Chat.self)), \(job.id), \(job.customer), \(provider), \(Chat.Status.open), 0, \(tx.now),
                    \(tx.now), 1)
                ON CONFLICT (job_id, provider_id) DO NOTHING
            """
        ) == 1
    }
}
