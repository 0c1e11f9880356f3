import Kernel
import Platform
import Store

extension LessonPlan {
    static func find(_ id: ID<LessonPlan>, _ tx: borrowing Tx) throws -> LessonPlan {
        try tx.one("SELECT \(columns) FROM lesson_plan n WHERE n.id = \(id)")
    }

    /// The plan of a subscription's or a payment's key; nil for what was not bought here.
    static func find(key: String, _ tx: borrowing Tx) throws -> LessonPlan? {
        guard let id = ID<LessonPlan>(key) else { return nil }
        return try tx.first("SELECT \(columns) FROM lesson_plan n WHERE n.id = \(id)")
    }

    /// The cheapest first; those for sale, or all.
    static func list(all: Bool, _ tx: borrowing Tx) throws -> [LessonPlan] {
        let condition: SQL = all ? "TRUE" : "n.state = 'offered'"
        return try tx.all(
            "SELECT \(columns) FROM lesson_plan n WHERE \(condition) ORDER BY n.state, n.price_minor, n.id"
        )
    }

    static func create(
        _ name: Name,
        _ terms: Terms,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> LessonPlan {
        try terms.check()
        let id = tx.newID(of: LessonPlan.self)
        try tx.execute(
            """
            INSERT INTO lesson_plan (id, name, lessons, minutes, price_minor, period, cap_minor, state, created_at, updated_at,
                                     version)
            VALUES (\(id), \(name), \(terms.lessons), \(terms.minutes), \(terms.price), \(terms.interval), \(terms.cap),
                    \(Status.offered), \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(PlanAction.create, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    /// Saves name and terms; other terms are refused while somebody has the plan.
    func save(replacing old: LessonPlan, by actor: Actor, _ tx: borrowing Tx) throws -> LessonPlan {
        if terms != old.terms {
            try terms.check()
            guard try !isInUse(tx) else { throw Problem(.planInUse) }
        }
        try tx.changeOne(
            """
            UPDATE lesson_plan
               SET name = \(name), lessons = \(terms.lessons), minutes = \(terms.minutes), price_minor = \(terms.price),
                   period = \(terms.interval), cap_minor = \(terms.cap), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(PlanAction.change, of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    /// Whether a subscription to it is not over.
    private func isInUse(_ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM subscription
             WHERE plan_key = \(id.description) AND status NOT IN ('canceled', 'incomplete_expired')
            """
        )
    }
}
