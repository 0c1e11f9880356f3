import Kernel
import Platform
import Store

extension Plan {
    static func find(_ id: ID<Plan>, _ tx: borrowing Tx) throws -> Plan {
        try tx.one("SELECT \(columns) FROM plan n WHERE n.id = \(id)")
    }

    /// The plan of a subscription's key; nil for a subscription that was not bought here.
    static func find(key: String, _ tx: borrowing Tx) throws -> Plan? {
        guard let id = ID<Plan>(key) else { return nil }
        return try tx.first("SELECT \(columns) FROM plan n WHERE n.id = \(id)")
    }

    static func offered(_ tx: borrowing Tx) throws -> [Plan] {
        try tx.all("SELECT \(columns) FROM plan n WHERE n.status = 'offered' ORDER BY n.price, n.id")
    }

    static func all(_ tx: borrowing Tx) throws -> [Plan] {
        try tx.all("SELECT \(columns) FROM plan n ORDER BY n.status, n.price, n.id")
    }

    /// The welcome plan, if the office offers one.
    static func welcome(_ tx: borrowing Tx) throws -> Plan? {
        try tx.first("SELECT \(columns) FROM plan n WHERE n.is_welcome AND n.status = 'offered'")
    }

    /// Without any plan, no request needs one.
    static func isAnyKnown(_ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM plan")
    }

    static func create(_ new: NewPlan, by actor: Actor, _ tx: borrowing Tx) throws -> Plan {
        let id = tx.newID(of: Plan.self)
        let terms = try new.terms.checked()
        let inserted = try tx.execute(
            """
            INSERT INTO plan (id, code, name, description, terms, price, is_welcome, status, created_at, version)
            VALUES (\(id), \(new.code), \(json: new.name), \(json: new.description), \(json: terms), \(terms.price),
                    \(terms.isWelcome), 'offered', \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.planTaken) }
        try Audit.record(PlanAction.create, of: Plan.kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    /// Writes name, description and terms; refuses a change of terms while the plan has subscribers.
    func save(replacing old: Plan, by actor: Actor, _ tx: borrowing Tx) throws -> Plan {
        if terms != old.terms {
            _ = try terms.checked()
            guard try subscribers(among: Plan.liveSubscriptions(tx), tx) == 0 else {
                throw Problem(.planHasSubscribers)
            }
        }
        if terms.isWelcome != old.terms.isWelcome { throw Problem(.planHasSubscribers) }
        try tx.changeOne(
            """
            UPDATE plan SET name = \(json: name), description = \(json: description), terms = \(json: terms),
                   price = \(terms.price), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(PlanAction.update, of: Plan.kind, id.cast(), by: actor, tx)
        return try Plan.find(id, tx)
    }

    /// The number of subscribers, or 1 for a welcome plan in use.
    func subscribers(among live: [String: Int], _ tx: borrowing Tx) throws -> Int {
        let count = live[id.description] ?? 0
        guard terms.isWelcome, try tx.exists("SELECT 1 FROM plan_usage WHERE plan_id = \(id)") else {
            return count
        }
        return max(1, count)
    }

    /// The number of subscriptions that are not over, and of running grants, by the key of their plan.
    static func liveSubscriptions(_ tx: borrowing Tx) throws -> [String: Int] {
        var live: [String: Int] = [:]
        try tx.forEach(
            """
            SELECT plan_key, COUNT(*) FROM subscription
             WHERE status NOT IN ('canceled', 'incomplete_expired') GROUP BY plan_key
            """
        ) { row in
            live[try row.next(String.self)] = try row.next(Int.self)
        }
        live.merge(try PlanGrant.counts(tx)) { $0 + $1 }
        return live
    }
}

extension Plan.Terms {
    /// Each service once; a price for a plan on sale, none for a welcome plan.
    func checked() throws(Problem) -> Plan.Terms {
        let codes = services.map(\.service)
        guard !codes.isEmpty, Set(codes).count == codes.count else {
            throw Problem(.invalid, faults: [Problem.Fault("/services", .servicesOnce)])
        }
        guard isWelcome == (price == .zero) else {
            throw Problem(.invalid, faults: [Problem.Fault("/price", .priceOfPlan)])
        }
        guard !isWelcome || trialDays.value > 0 else {
            throw Problem(.invalid, faults: [Problem.Fault("/trial_days", .trialOfWelcome)])
        }
        return self
    }
}
