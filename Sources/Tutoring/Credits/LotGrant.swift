import Kernel
import Platform
import Store

/// A paid period of a plan.
struct PlanGrant: Sendable {
    let subscription: ID<Subscription>
    /// The provider's invoice for the period; it grants once.
    let invoice: ID<ProviderInvoice>
    let student: ID<Account>
    let minutes: Int
    let lessons: Int
    /// The price of the period, in cents.
    let price: Int64
    /// The greatest single price of a lesson that it pays for, in cents.
    let cap: Int64
    let commissionBP: Int
    let expiresAt: Instant

    init(
        subscription: ID<Subscription>,
        invoice: ID<ProviderInvoice>,
        student: ID<Account>,
        minutes: Int,
        lessons: Int,
        price: Int64,
        cap: Int64,
        commissionBP: Int,
        expiresAt: Instant
    ) {
        self.subscription = subscription
        self.invoice = invoice
        self.student = student
        self.minutes = minutes
        self.lessons = lessons
        self.price = price
        self.cap = cap
        self.commissionBP = commissionBP
        self.expiresAt = expiresAt
    }
}

extension Lot {
    /// Grants the units of a paid purchase, once.
    static func grant(_ purchase: Purchase, _ tx: borrowing Tx) throws -> Lot {
        if let known = try find(of: purchase.id, tx) { return known }
        let id = tx.newID(of: Lot.self)
        let units = purchase.lessons * UnitSet.lesson
        try tx.execute(
            """
            INSERT INTO lot (id, source, purchase_id, student_id, tutor_id, subject, level, minutes, lessons, price_minor,
                             commission_bp, vat_bp, policy, granted, available, reserved, used, expired, refunded, free_units,
                             expires_at, created_at, updated_at, version)
            VALUES (\(id), 'purchase', \(purchase.id), \(purchase.student), \(purchase.tutor), \(purchase.subject),
                    \(purchase.level), \(purchase.minutes), \(purchase.lessons), \(purchase.amount), \(purchase.commissionBP),
                    \(purchase.vatBP), \(json: purchase.terms), \(units), \(units), 0, 0, 0, 0, \(UnitSet(first: units)),
                    \(tx.now + .days(purchase.validityDays)), \(tx.now), \(tx.now), 1)
            """
        )
        return try find(id, tx).granted("purchase:\(purchase.id)", tx)
    }

    /// Grants the units of a paid period of a plan, once.
    static func grant(_ plan: PlanGrant, _ tx: borrowing Tx) throws -> Lot {
        let known: Lot? = try tx.first("SELECT \(columns) FROM lot l WHERE l.invoice_id = \(plan.invoice)")
        if let known { return known }
        let id = tx.newID(of: Lot.self)
        let units = plan.lessons * UnitSet.lesson
        try tx.execute(
            """
            INSERT INTO lot (id, source, subscription_id, invoice_id, student_id, minutes, lessons, price_minor, commission_bp,
                             cap_minor, granted, available, reserved, used, expired, refunded, free_units, expires_at,
                             created_at, updated_at, version)
            VALUES (\(id), 'plan', \(plan.subscription), \(plan.invoice), \(plan.student), \(plan.minutes), \(plan.lessons),
                    \(plan.price), \(plan.commissionBP), \(plan.cap), \(units), \(units), 0, 0, 0, 0,
                    \(UnitSet(first: units)), \(plan.expiresAt), \(tx.now), \(tx.now), 1)
            """
        )
        return try find(id, tx).granted("invoice:\(plan.invoice)", tx)
    }

    private func granted(_ cause: String, _ tx: borrowing Tx) throws -> Lot {
        try enter(.grant, free, because: cause, tx)
        try watchExpiry(tx)
        try publish(tx)
        return self
    }

    /// The value of all units that are neither charged nor expired nor gone, with the refunds that have not been made:
    /// what the account `deferred` must have.
    static func deferred(_ tx: borrowing Tx) throws -> Int64 {
        let units: SQL =
            """
            CASE WHEN kind IN ('grant', 'return') THEN value_minor
                 WHEN kind IN ('use', 'expire', 'refund') THEN -value_minor ELSE 0 END
            """
        // Units taken out by refunds, less the units of refunds that the provider refused.
        let ordered: SQL =
            """
            CASE WHEN kind = 'refund' AND cause NOT LIKE 'chargeback:%' THEN value_minor
                 WHEN kind = 'return' AND cause LIKE 'undo:%' THEN -value_minor ELSE 0 END
            """
        let sum = try tx.value(
            "SELECT \(SQL.sum(of: units)) + \(SQL.sum(of: ordered)) FROM lot_entry",
            as: Int64.self
        )
        return try (sum ?? 0) - PurchaseRefunds.made(tx) - RefundPlan.made(tx)
    }
}
