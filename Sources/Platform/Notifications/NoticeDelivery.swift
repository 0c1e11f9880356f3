import Kernel
import Store

/// The delivery of a notice over one channel, and its state.
struct NoticeDelivery: Record {
    let id: ID<NoticeDelivery>
    let notice: ID<NoticeRow>
    /// The device of a push notification.
    let device: ID<PushDevice>?
    let state: State
    let attempts: Int
    let claimedAt: Instant?
    let createdAt: Instant
    /// The number of notices that it stands for.
    let bundled: Int

    /// The progress of a delivery.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Due at `due_at`, or waits for a repetition after a failure.
        case waiting
        /// In the hands of a process; after a crash another takes over within two minutes.
        case sending
        /// Accepted by the carrier.
        case sent
        /// Refused permanently, out of attempts, or a text message that the carrier reports as lost.
        case failed
        /// No longer needed, as when the recipient has switched the category off.
        case dropped
    }

    /// Longer than ``DeliverMail`` may take: after it, the process with the claim is gone.
    static let claimLimit = Duration.seconds(100)

    static let columns: SQL =
        "d.id, d.notice_id, d.device_id, d.state, d.attempts, d.claimed_at, d.created_at, d.bundled"

    init(_ row: inout Row) throws {
        id = try row.next()
        notice = try row.next()
        device = try row.next()
        state = try row.next()
        attempts = try row.next()
        claimedAt = try row.next()
        createdAt = try row.next()
        bundled = try row.next()
    }

    static func insert(
        _ notice: ID<NoticeRow>,
        _ channel: NoticeTemplate.Channel,
        device: ID<PushDevice>? = nil,
        due: Instant,
        _ tx: borrowing Tx
    ) throws -> ID<NoticeDelivery> {
        let id = tx.newID(of: NoticeDelivery.self)
        try tx.execute(
            """
            INSERT INTO notice_delivery (id, notice_id, channel, device_id, state, due_at, attempts, created_at)
            VALUES (\(id), \(notice), \(channel), \(device), \(State.waiting), \(due), 0, \(tx.now))
            """
        )
        return id
    }

    static func find(_ id: ID<NoticeDelivery>, _ tx: borrowing Tx) throws -> NoticeDelivery {
        try tx.one("SELECT \(columns) FROM notice_delivery d WHERE d.id = \(id)")
    }

    /// Claims the delivery, so that no other process sends it while the claim lasts.
    func claim(_ claim: ID<Claim>, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            UPDATE notice_delivery
               SET state = 'sending', claim = \(claim), claimed_at = \(tx.now), attempts = attempts + 1
             WHERE id = \(id) AND (state = 'waiting' OR (state = 'sending' AND claimed_at < \(tx.now - Self.claimLimit)))
            """
        ) == 1
    }

    /// The remaining time of another process's claim.
    func claimed(beyond now: Instant) -> Duration {
        let rest = claimedAt.map { $0 + Self.claimLimit - now } ?? .zero
        return max(rest, .seconds(1))
    }

    enum Claim {}

    /// The outcome of one attempt.
    struct Ending: Sendable {
        let state: State
        let providerID: String?
        let error: String?

        init(_ state: State, providerID: String? = nil, error: String? = nil) {
            self.state = state
            self.providerID = providerID
            self.error = error.map { String($0.prefix(500)).replacing("\0", with: "") }
        }
    }

    /// Records the outcome of the attempt under `claim`; after the last one the notice forgets its values.
    static func settle(
        _ id: ID<NoticeDelivery>,
        _ claim: ID<Claim>,
        _ ending: Ending,
        _ tx: borrowing Tx
    ) throws {
        let ended: Instant? = ending.state == .waiting ? nil : tx.now
        try tx.execute(
            """
            UPDATE notice_delivery
               SET state = \(ending.state), claim = NULL, claimed_at = NULL, provider_id = \(ending.providerID),
                   last_error = \(ending.error), ended_at = \(ended)
             WHERE id = \(id) AND claim = \(claim)
            """
        )
        if ended != nil { try NoticeRow.wipe(find(id, tx).notice, tx) }
    }
}
