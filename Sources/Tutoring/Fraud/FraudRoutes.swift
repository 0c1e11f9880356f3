import Kernel
import Platform
import Store
import Web

/// The queue of suspicions about students and tutors.
enum FraudRoutes {
    static let routes = rows.tagged("Fraud")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                         handler needs
        Get  ("/admin/fraud/reviews",      list,   .fraudReview, "List suspicions of fraud",
              details: "Newest first. The reading is audited.")
        Patch("/admin/fraud/reviews/{id}", decide, .fraudReview, "Decide a suspicion of fraud",
              details: "`clear` frees what was held, and its signals rest for 30 days. `confirm` frees it too, and carries out the actions; refunds, which can be many, follow one by one.").afresh.refuses(.illegalTransition, .stale)
    }

    static func list(_ call: Call, filter: FraudFilter, page: PageRequest) async throws -> Page<FraudCaseView>
    {
        try await call.db.write { tx in
            let condition: SQL = filter.state.map { "f.state = \($0)" } ?? "TRUE"
            let found: Page<FraudCase> = try tx.page(
                page,
                "SELECT \(FraudCase.columns) FROM fraud_case f WHERE \(condition)",
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            if !found.data.isEmpty {
                try Audit.record(FraudAction.read, of: FraudCase.kind, nil, by: call.actor, tx)
            }
            return try Page(
                FraudCaseView.of(found.data, tx),
                next: found.next,
                total: found.total
            )
        }
    }

    static func decide(
        _ call: Call,
        id: ID<FraudCase>,
        match: IfMatch?,
        body: FraudDecision
    ) async throws -> Versioned<FraudCaseView> {
        try await call.db.write { tx in
            let seen = try FraudCase.find(id, tx)
            try match?.check(seen.version)
            try body.check(for: seen)
            let decided = try seen.decided(body, as: call, tx)
            return Versioned(try FraudCaseView.of([decided], tx)[0], version: decided.version)
        }
    }
}

/// A selection of suspicions.
struct FraudFilter: Query {
    /// Only suspicions in this state.
    var state: FraudCase.Status?
}

/// The decision about a suspicion.
struct FraudDecision: Body {
    /// Whether it was nothing, or a fraud.
    var decision: Decision
    /// The consequences of a fraud, each at most once; none when absent.
    var actions: [FraudCase.Action]?
    /// The reason; people read it with each consequence.
    var reason: Reason

    /// The decision itself.
    enum Decision: String, Codable, CaseIterable, Sendable {
        /// It was nothing.
        case clear
        /// It was a fraud.
        case confirm

        var event: FraudCase.Event { self == .clear ? .clear : .confirm }
    }

    func check(for seen: FraudCase) throws(Problem) {
        let actions = actions ?? []
        var faults: [Problem.Fault] = []
        if decision == .clear, !actions.isEmpty { faults.append(.init("/actions", .onlyAfterConfirm)) }
        for (index, action) in actions.enumerated() {
            if actions[..<index].contains(action) { faults.append(.init("/actions/\(index)", .listedTwice)) }
            if action == .suspend, seen.tutor == nil {
                faults.append(.init("/actions/\(index)", .onlyForTutors))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

/// A suspicion about an account.
struct FraudCaseView: View {
    /// The suspicion.
    var id: ID<FraudCase>
    /// How far it is.
    var state: FraudCase.Status
    /// The account it is about.
    var subject: Subject
    /// The sum of the signals' weights, at most 100.
    var score: Int
    /// The signals, in the order in which they were seen.
    var signals: [FraudCase.Seen]
    /// The consequences of a confirmed one; empty otherwise.
    var actions: [FraudCase.Action]
    /// The reason of the decision; absent before it.
    var reason: String?
    /// The administrator who decided; absent before.
    var decidedBy: ID<Account>?
    /// When it was decided; absent before.
    var decidedAt: Instant?
    /// When it was raised.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    /// The account that a suspicion is about.
    struct Subject: Codable, Sendable {
        /// The side of the account.
        var kind: Side
        /// The person whose money is held while the case is open, and on whom a confirmation acts.
        var accountId: ID<Account>
        /// The name of the person.
        var name: String
        /// The tutor; absent for students.
        var tutorId: ID<Tutor>?
    }

    /// The side of an account.
    enum Side: String, Codable, CaseIterable, Sendable {
        /// Buys lessons: the earnings from this account are held.
        case student
        /// Gives lessons: payouts are held.
        case tutor
    }

    static func of(_ cases: [FraudCase], _ tx: borrowing Tx) throws -> [FraudCaseView] {
        let names = try AccountNames(of: cases.map(\.account), tx)
        return cases.map { row in
            FraudCaseView(
                id: row.id,
                state: row.status,
                subject: Subject(
                    kind: row.tutor == nil ? .student : .tutor,
                    accountId: row.account,
                    name: names[row.account].name,
                    tutorId: row.tutor
                ),
                score: row.score,
                signals: row.signals,
                actions: row.actions,
                reason: row.reason,
                decidedBy: row.decidedBy,
                decidedAt: row.decidedAt,
                createdAt: row.createdAt,
                version: row.version
            )
        }
    }
}
