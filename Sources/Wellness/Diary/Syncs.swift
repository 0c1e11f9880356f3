import Kernel
import Platform
import Store
import Web

/// The merge of a device's changes into the diary, and the changes of others for the device.
enum Syncs {
    static let routes = rows.tagged("Diary")

    private static let limit = RateLimit("diary-sync", 60, per: .minutes(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Post("/wellness/sync", sync, .diary, "Sync the diary",
             details: "Applies the operations in their order, in one transaction, and returns the changes of entries since the cursor, including tombstones and the caller's own changes, 500 at a time. While `has_more`, ask again with the new cursor. A refused operation leaves no trace and stops no other. Without the consent `diary` puts are refused, while deletions are applied and changes are returned. After `cursor_expired`, which applies nothing, start again without a cursor.").upTo(bytes: 1 << 20).limited(limit).refuses(.malformed, .cursorExpired, .tooLarge)
    }

    static func sync(_ call: Call, offered: OfferedSync) async throws -> SyncView {
        let me = try call.account
        let cursor = try offered.cursor.map(SyncCursor.init)
        if offered.isEmpty {
            // Most requests bring no operations, so they need no transaction that writes.
            let view = try await call.db.read { tx in
                try DiaryHead.find(me, tx).map { head in
                    try cursor?.check(head, at: tx.now)
                    let page = try ChangePage(after: cursor, head, at: call.site, tx)
                    return SyncView([], page, skew: offered.skew(at: tx.now))
                }
            }
            if let view { return view }
        }
        return try await call.db.write { tx in try offered.apply(after: cursor, of: me, for: call, tx) }
    }
}

/// The request of a device as it was sent, because each invalid op is refused on its own.
struct OfferedSync: RouteInput {
    let cursor: String?
    private let device: String
    private let clientNow: Instant
    private let ops: [JSONValue]

    private struct Loose: Body {
        var deviceId: Line<1, 100>
        var clientNow: Instant
        var cursor: Line<1, 200>?
        var ops: [JSONValue]
    }

    static func describe(_ operation: inout Operation) {
        SyncBody.describe(&operation)
    }

    static func read(from reader: RequestReader) async throws -> OfferedSync {
        let body = try await Loose.read(from: reader)
        guard body.ops.count <= SyncBody.most else { throw Problem.tooMany(SyncBody.most) }
        return OfferedSync(
            cursor: body.cursor?.rawValue,
            device: body.deviceId.rawValue,
            clientNow: body.clientNow,
            ops: body.ops
        )
    }

    var isEmpty: Bool { ops.isEmpty }

    func skew(at now: Instant) -> Duration {
        SyncRequest(received: now, clientNow: clientNow, domains: DomainTable([])).clockSkew
    }

    func apply(
        after cursor: SyncCursor?,
        of account: ID<Account>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> SyncView {
        let head = try DiaryHead.locked(of: account, tx)
        try cursor?.check(head, at: tx.now)
        let request = try request(of: account, tx)
        let offered = ops.map { Result<OpForm, OpRefusal>(reading: $0).map { $0.op(of: device) } }
        let good = offered.compactMap { try? $0.get() }
        var diary = try OpenDiary(head, request, good.map(\.key), good.map(\.id), at: call.site, tx)
        try diary.checkRoom(for: good, at: call.site)
        let outcomes = offered.map { AppliedOp($0, to: &diary) }
        try diary.store(tx)
        let results = zip(ops, outcomes).map { $1.view(of: $0, in: diary, call.languages) }
        let page = try ChangePage(after: cursor, diary.head, at: call.site, tx)
        return SyncView(results, page, skew: request.clockSkew)
    }

    private func request(of account: ID<Account>, _ tx: borrowing Tx) throws -> SyncRequest {
        SyncRequest(
            received: tx.now,
            clientNow: clientNow,
            domains: try DiaryDomain.table(tx),
            hasConsent: try Consent.isGranted(.diary, by: account, tx)
        )
    }
}

/// An op of a request with its result; without an op when the request could not be read.
private struct AppliedOp {
    let op: DiaryOp?
    let result: OpResult

    init(_ offered: Result<DiaryOp, OpRefusal>, to diary: inout OpenDiary) {
        switch offered {
        case .success(let op):
            self.op = op
            result = diary.apply(op)
        case .failure(let refusal):
            op = nil
            result = OpResult(id: "", status: .refused(refusal.fault), stamp: nil)
        }
    }

    /// The answer after the diary was stored; `value` is the op as it was sent.
    func view(of value: JSONValue, in diary: OpenDiary, _ languages: [Language]) -> SyncView.Result {
        SyncView.Result(
            op?.id ?? value["op_id"]?.stringValue ?? "",
            OpAnswer(
                result.status,
                of: op.flatMap { diary.log(of: $0.id, $0.key) },
                at: result.stamp,
                in: languages
            )
        )
    }
}

/// The changes that a device has not seen.
struct ChangePage: Sendable {
    static let length = 500

    let entries: [EntryView]
    let cursor: SyncCursor
    let hasMore: Bool

    init(after former: SyncCursor?, _ head: DiaryHead, at site: Site, _ tx: borrowing Tx) throws {
        let changes = try DiaryEntry.changes(
            of: head.account,
            after: former?.seq ?? 0,
            atMost: Self.length + 1,
            tx
        )
        let reader = try EntryReader(of: head.account, at: site, tx)
        entries = try changes.prefix(Self.length).map(reader.view)
        hasMore = changes.count > Self.length
        cursor = SyncCursor(
            head.epoch,
            seq: hasMore ? entries.last?.seq ?? head.seq : head.seq,
            // The remaining changes may be as old as the former position.
            since: hasMore ? former?.since ?? tx.now : tx.now
        )
    }
}

/// The answer to a device.
struct SyncView: View {
    /// One for each operation, in the order of the request.
    var results: [Result]
    /// The entries that have changed since the cursor, in the order of their last change; at most 500.
    var changes: [EntryView]
    /// The cursor of the next request.
    var cursor: String
    /// Whether there are more changes than these.
    var hasMore: Bool
    /// The seconds that were added to the device's times; 0 when its clock is right to within two minutes.
    var clockSkew: Int

    init(_ results: [Result], _ page: ChangePage, skew: Duration) {
        self.results = results
        changes = page.entries
        cursor = page.cursor.token
        hasMore = page.hasMore
        clockSkew = Int((Double(skew.micros) / 1_000_000).rounded())
    }

    /// The outcome of one operation.
    struct Result: Codable, Sendable {
        /// The id of the operation, as it was sent.
        var opId: String
        /// The result of the operation.
        var status: OpAnswer.Status
        /// The first outcome of the operation; absent unless it is a duplicate.
        var first: OpResult.Outcome?
        /// The entry of the operation; absent when refused.
        var id: ID<DiaryEntry>?
        /// The time of writing by the server's clock, which decides between operations; absent when refused or known before.
        var stamp: Instant?
        /// The code of the refusal; absent unless refused.
        var code: String?
        /// The refused member as a JSON pointer into the operation; absent when nothing is refused.
        var pointer: String?
        /// The refusal in the caller's language; absent when nothing is refused.
        var message: String?

        init(_ opID: String, _ answer: OpAnswer) {
            opId = opID
            status = answer.status
            first = answer.first
            id = answer.id
            stamp = answer.stamp
            code = answer.code
            pointer = answer.pointer
            message = answer.message
        }
    }
}
