import Kernel
import Platform
import Web

extension Feature {
    /// Lots of units, the money of lessons and the entries of tutors.
    static let lessonCredits = Feature(
        routes: CreditRoutes.routes,
        migrations: Lot.migrations,
        effects: [
            EffectHandler(.tutorSuspended, of: Verification.self) { verification, _, tx in
                try Lot.stand(of: verification.tutor, tx)
            },
            EffectHandler(.tutorReinstated, of: Verification.self) { verification, _, tx in
                try Lot.run(of: verification.tutor, tx)
            },
        ],
        deadlines: Lot.deadlines + TutorEntry.deadlines,
        problems: [.creditsNone, .creditsExpireFirst, .paymentsContested],
        personalData: Lot.personalData
    )
}
