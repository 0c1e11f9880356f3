import Kernel
import Platform
import Store
import Web

/// Entries to write together.
struct BulkLogs: Body {
    static let most = 1_000

    /// From 1 to 1,000 entries, written in their order; an entry that exists is changed by the members given.
    var entries: [NewLog]
}

/// The entries as they were sent, because each invalid one is refused on its own.
struct OfferedLogs: RouteInput {
    private let entries: [JSONValue]

    private struct Loose: Body {
        var entries: [JSONValue]
    }

    static func describe(_ operation: inout Operation) {
        BulkLogs.describe(&operation)
    }

    static func read(from reader: RequestReader) async throws -> OfferedLogs {
        let entries = try await Loose.read(from: reader).entries
        guard entries.count <= BulkLogs.most else { throw Problem.tooMany(BulkLogs.most) }
        guard !entries.isEmpty else {
            throw Problem(.invalid, faults: [.init("/entries", Refusal(.tooFew(1)))])
        }
        return OfferedLogs(entries: entries)
    }

    func write(
        _ names: OpNames,
        at desk: LockedDiary,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> BulkLogsView {
        let home = try desk.zone(tx)
        let offered = entries.enumerated().map { index, value in
            Result<NewLog, OpRefusal>(reading: value).map {
                $0.op(names.id(index, tx.now), at: tx.now, in: home)
            }
        }
        let ops = offered.compactMap { try? $0.get() }
        var diary = try desk.open(ops.map(\.key), ops.map(\.id), tx)
        try diary.checkRoom(for: ops, at: desk.site)
        var results: [(op: DiaryOp?, status: OpResult.Status)] = []
        for op in offered {
            switch op {
            case .success(let op): results.append((op, diary.write(op).status))
            case .failure(let refusal): results.append((nil, .refused(refusal.fault)))
            }
        }
        try diary.store(tx)
        return BulkLogsView(
            results: results.enumerated().map { index, result in
                let id = result.op.flatMap { diary.log(of: $0.id, $0.key) }
                return BulkLogsView.Result(index, OpAnswer(result.status, of: id, at: nil, in: languages))
            }
        )
    }
}

/// The outcome of each entry of a bulk write.
struct BulkLogsView: View {
    /// One for each entry, in the order of the request.
    var results: [Result]

    /// The outcome of one entry.
    struct Result: Codable, Sendable {
        /// The place in the request, from 0.
        var index: Int
        /// The result of writing the entry.
        var status: OpAnswer.Status
        /// The entry that was written; absent when refused.
        var id: ID<DiaryEntry>?
        /// The code of the refusal; absent unless refused.
        var code: String?
        /// The refused member as a JSON pointer into the entry; absent when nothing is refused.
        var pointer: String?
        /// The refusal in the caller's language; absent when nothing is refused.
        var message: String?

        init(_ index: Int, _ answer: OpAnswer) {
            self.index = index
            status = answer.status
            id = answer.id
            code = answer.code
            pointer = answer.pointer
            message = answer.message
        }
    }
}
