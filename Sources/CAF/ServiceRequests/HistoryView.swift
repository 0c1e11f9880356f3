import Kernel
import Platform
import Store
import Web

/// One entry of a history.
struct HistoryView: View {
    /// The time of the move or change.
    var at: Instant
    /// The account that acted, whose id stays after its erasure; absent for programs and the system.
    var actorId: ID<Account>?
    /// First and last name of the person who acted; a placeholder when the account was erased.
    var actorName: String?
    /// The role in which the actor acted, such as `customer` or `operator`; `system` for automatic moves.
    var actorRole: String
    /// The name of the move or change, such as `submit` or `edit`.
    var event: String
    /// The status before the event.
    var fromStatus: String
    /// The status after the event; the same as before when only fields changed.
    var toStatus: String
    /// In the actor's words; absent when none was given.
    var reason: String?
    /// The names of the changed fields, sections or categories.
    var fields: [String]
    /// The operator before an assignment; absent for other events and when there was none.
    var fromOperatorId: ID<Account>?
    /// First and last name of the operator before an assignment.
    var fromOperatorName: String?
    /// The operator after an assignment; absent for other events and when it went back to the queue.
    var toOperatorId: ID<Account>?
    /// First and last name of the operator after an assignment.
    var toOperatorName: String?

    init(_ entry: History.Entry, naming people: KnownPeople) {
        let handover = Handover(entry.details)
        at = entry.at
        actorId = entry.actorId
        actorName = people.name(of: entry.actorId)
        actorRole = entry.actorRole
        event = entry.event
        fromStatus = entry.fromStatus
        toStatus = entry.toStatus
        reason = entry.reason
        fields = entry.fields
        fromOperatorId = handover.from
        fromOperatorName = people.name(of: handover.from)
        toOperatorId = handover.to
        toOperatorName = people.name(of: handover.to)
    }

    /// The whole history of one record, the oldest entry first.
    static func list(
        of kind: String,
        _ subject: ID<Subject>,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Listing<HistoryView> {
        let entries = try History.of(kind, subject, tx)
        let handovers = entries.map { Handover($0.details) }
        let people = try call.names(
            of: entries.map(\.actorId) + handovers.map(\.from) + handovers.map(\.to),
            tx
        )
        return Listing(entries.map { HistoryView($0, naming: people) })
    }
}

/// From whom to whom a record went, in the details of its history.
struct Handover {
    var from: ID<Account>?
    var to: ID<Account>?

    init(from: ID<Account>?, to: ID<Account>?) {
        self.from = from
        self.to = to
    }

    init(_ details: JSONValue?) {
        from = details?["from"]?.stringValue.flatMap { ID<Account>($0) }
        to = details?["to"]?.stringValue.flatMap { ID<Account>($0) }
    }

    /// Without a member for nobody.
    var details: JSONValue {
        var object = JSONObject()
        if let from { object["from"] = .string(from.description) }
        if let to { object["to"] = .string(to.description) }
        return .object(object)
    }
}
