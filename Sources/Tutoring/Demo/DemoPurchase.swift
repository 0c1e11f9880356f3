import Kernel
import Platform
import Store

/// A package that a student bought; its money arrived as the payment provider would tell, which knows nothing of it.
struct DemoPurchase: Sendable {
    let student: String
    let tutor: String
    let time: DemoTime

    init(_ student: String, _ tutor: String, _ time: DemoTime) {
        (self.student, self.tutor, self.time) = (student, tutor, time)
    }

    func move(seenFrom now: Instant) -> DemoMove {
        DemoMove(at: time.instant(seenFrom: now, in: .rome)) { site, tx in
            let account = try DemoCast.account(student, tx)
            let teacher = try Tutor.demand(of: DemoCast.account(tutor, tx).id, tx)
            guard let package = try Package.published(of: teacher.id, tx).first else {
                throw Problem(.notFound)
            }
            let call = site.call(as: .owner(of: account), with: .purchaseMake)
            let version = package.current.n
            let purchase = try Purchase.open(package, named: version, by: account.id, as: call, tx)
            try pay(purchase, package.name.rawValue, as: call, tx)
        }
    }

    private func pay(_ purchase: Purchase, _ title: String, as call: Call, _ tx: borrowing Tx) throws {
        let page = call.site.dependencies.pagesAddress
        let charge = try Charges.create(
            Charges.New(
                of: Purchase.kind,
                purchase.id.cast(),
                by: purchase.student,
                Money(purchase.amount, .euro),
                through: "stripe",
                title: title,
                pages: Charge.Pages(returning: page, cancelling: page),
                expiresAt: purchase.expiresAt
            ),
            by: call.actor,
            tx
        )
        if let charge { try Charges.recordPayment("pi_demo_\(charge.id)", of: charge, at: call.site, tx) }
    }
}
