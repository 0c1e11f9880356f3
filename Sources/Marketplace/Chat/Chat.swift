import Kernel
import Platform
import Store

/// The conversation of a job's customer with one provider.
struct Chat: Sendable {
    let id: ID<Chat>
    let job: ID<Job>
    let customer: ID<Account>
    let provider: ID<Provider>
    let providerAccount: ID<Account>
    let status: Status
    /// The number of its last message; 0 without any.
    let lastSeq: Int
    /// When it closes by itself; nil until the job is over.
    let closesAt: Instant?
    let region: ID<Region>
    /// The title of the job, as both sides may read it.
    let title: String
    let isJobOver: Bool
    let isJobDisputed: Bool
    /// Whether the job is funded and this provider's, so that both sides read the original texts.
    let isRevealed: Bool
    /// Whether the provider is banned, and therefore writes no more.
    let isProviderBanned: Bool
    let createdAt: Instant
    let version: Int

    /// Whether members can write.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Its members write and read.
        case open
        /// Its members read.
        case closed
    }

    /// A move of a chat.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// A member closes it after the end of the job.
        case close
        /// Staff close it.
        case shut
        /// The job has been over for thirty days.
        case expire
        /// A dispute needs it again.
        case reopen
    }

    /// The members' accounts.
    var members: [ID<Account>] { [customer, providerAccount] }

    func isMember(_ account: ID<Account>?) -> Bool { account.map(members.contains) ?? false }

    /// The other member; nil for somebody who is none.
    func other(than account: ID<Account>) -> ID<Account>? {
        guard isMember(account) else { return nil }
        return account == customer ? providerAccount : customer
    }

    var conversation: Conversation {
        Conversation(
            in: "chat_message",
            where: "chat_id",
            is: "\(id)",
            countedIn: .init("chat", "id = \(id)"),
            receipts: "chat_reading"
        )
    }
}

extension Chat: Record {
    static let source: SQL =
        "chat c JOIN market_job j ON j.id = c.job_id JOIN provider p ON p.id = c.provider_id"

    static let columns: SQL =
        """
        c.id, c.job_id, c.customer_id, c.provider_id, p.account_id AS provider_account, c.state, c.last_seq, c.closes_at,
        j.region_id, \(isRevealed) AS is_revealed, p.status AS provider_status, j.title, j.masked_title, j.over_at, j.state AS job_state, c.created_at,
        c.version
        """

    private static let isRevealed: SQL = "(j.funded_at IS NOT NULL AND j.provider_id = c.provider_id)"

    init(_ row: inout Row) throws {
        id = try row.next()
        job = try row.next()
        customer = try row.next()
        provider = try row.next()
        providerAccount = try row.next()
        status = try row.next()
        lastSeq = try row.next()
        closesAt = try row.next()
        region = try row.next()
        isRevealed = try row.next()
        isProviderBanned = try row.next(Provider.Status.self) == .banned
        let (plain, masked): (String, String?) = (try row.next(), try row.next())
        title = isRevealed ? plain : masked ?? plain
        let overAt: Instant? = try row.next()
        isJobOver = overAt != nil
        let state: Job.State = try row.next()
        isJobDisputed = state == .disputed
        createdAt = try row.next()
        version = try row.next()
    }
}
