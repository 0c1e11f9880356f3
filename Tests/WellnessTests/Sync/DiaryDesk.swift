import Kernel

@testable import Wellness

/// A diary with the ops that a test sends to it.
struct DiaryDesk {
    static let received = instant("2026-03-10T12:00:00Z")

    var histories: [EntryKey: EntryHistory] = [:]
    var outcomes: [String: OpResult.Outcome] = [:]
    var hasConsent = true
    var changed: [EntryKey] = []
    var domains = DomainTable.standard(since: day("2020-01-01"))

    /// Sends ops in one request; `clientNow` is the device's clock.
    mutating func send(
        _ ops: DiaryOp...,
        at received: Instant = DiaryDesk.received,
        clientNow: Instant? = nil
    ) -> [OpResult] {
        let request = SyncRequest(
            received: received,
            clientNow: clientNow ?? received,
            domains: domains,
            hasConsent: hasConsent
        )
        var sync = DiarySync(request, histories: histories, outcomes: outcomes)
        let results = sync.apply(ops)
        for result in results {
            switch result.status {
            case .applied: outcomes[result.id] = .applied
            case .superseded: outcomes[result.id] = .superseded
            case .duplicate, .refused: break
            }
        }
        (histories, changed) = (sync.histories, sync.changed)
        return results
    }

    var entry: EntryHistory { histories[DiaryOp.today] ?? EntryHistory(DiaryOp.today) }
}

extension DiaryOp {
    static let today = EntryKey(domain: "mood", date: day("2026-03-10"))

    /// A put of today's mood, written at a time of today.
    static func put(
        _ id: String,
        _ time: String,
        score: Written<Int> = .absent,
        note: Written<String> = .absent,
        base: String? = nil
    ) -> DiaryOp {
        op(id, time, .put(Put(score: score, note: note)), base: base)
    }

    static func delete(_ id: String, _ time: String, base: String? = nil) -> DiaryOp {
        op(id, time, .delete, base: base)
    }

    private static func op(_ id: String, _ time: String, _ change: Change, base: String?) -> DiaryOp {
        DiaryOp(
            id: id,
            key: today,
            zone: .utc,
            device: "phone",
            at: instant("2026-03-10T\(time):00Z"),
            base: base,
            change: change
        )
    }
}

extension OpResult {
    /// `applied`, `superseded`, `duplicate` with the first outcome, or the code and pointer of the refusal.
    var text: String {
        switch status {
        case .applied: "applied"
        case .superseded: "superseded"
        case .duplicate(let first): "duplicate \(first)"
        case .refused(let fault): "\(fault.refusal.code) \(fault.pointer)"
        }
    }
}
