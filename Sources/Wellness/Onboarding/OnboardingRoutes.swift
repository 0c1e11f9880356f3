import Kernel
import Platform
import Store
import Web

/// The questions at the beginning, and the caller's answers.
enum OnboardingRoutes {
    static let routes = rows.tagged("Users")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                     handler needs
        Get("/users/me/onboarding",   show,   .account, "Get the caller's onboarding", details: "The questions in force with the caller's answers.")
        Put("/users/me/onboarding",   put,    .account, "Replace the caller's onboarding answers", details: "A draft may be incomplete; a baseline needs the consent to the diary in the same answers or given before. Completing applies language, time zone, reminder times and consents.").refuses(.onboardingVersion).upTo(bytes: 16_384)
    }

    static func show(_ call: Call) async throws -> OnboardingView {
        let me = try call.account
        return try await call.db.read { tx in try OnboardingView.of(me, for: call, tx) }
    }

    static func put(_ call: Call, body: OnboardingGiven) async throws -> OnboardingView {
        let me = try call.account
        guard body.version == OnboardingForm.inForce.version else { throw Problem(.onboardingVersion) }
        return try await call.db.write { tx in
            try body.check(for: me, call, tx)
            let progress = body.complete ? OnboardingProgress.complete : .draft
            try Onboarding.put(body.answers, progress, of: me, at: call.site, tx)
            if body.complete { try body.answers.apply(to: me, call, tx) }
            return try OnboardingView.of(me, for: call, tx)
        }
    }
}

/// Answers to the questions of the onboarding, as a whole.
struct OnboardingGiven: Body {
    /// The version of the questions that were answered.
    var version: Int
    /// The answers by the key of the question; those given before are replaced.
    var answers: OnboardingAnswers
    /// True to apply the finished answers; false keeps them as a draft.
    var complete: Bool

    func check(for account: ID<Account>, _ call: Call, _ tx: borrowing Tx) throws {
        let form = OnboardingForm.inForce
        let domains = try DiaryDomain.table(tx).active(on: call.site.product.zone.civil(tx.now).date)
        var faults = answers.faults(to: form, domains: domains)
        if complete { faults += answers.missing(from: form) }
        if try !answers.mayKeepBaseline(of: account, tx) {
            faults.append(.init("/answers/baseline", .baselineConsent))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension OnboardingAnswers {
    /// A baseline is health data, so it needs the consent to the diary.
    fileprivate func mayKeepBaseline(of account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        guard let baseline, !baseline.isEmpty else { return true }
        if let answer = consents?.last(where: { $0.purpose == .diary }) { return answer.granted }
        return try Consent.isGranted(.diary, by: account, tx)
    }

    /// Applies the answers to the settings of the account; faults point to the answers.
    fileprivate func apply(to account: ID<Account>, _ call: Call, _ tx: borrowing Tx) throws {
        let settings = PersonalPreferenceChanges(
            locale: locale?.language,
            timeZone: timeZone,
            reminderTimes: reminderTimes
        )
        do {
            try Consents.check(consents ?? [], as: call.actor.role, call.site.product.policies(at: tx.now))
            try settings.apply(to: account, by: call.actor, at: call.site, tx)
        } catch let problem as Problem {
            throw problem.below("/answers")
        }
        try Consent.record(consents ?? [], of: account, from: "onboarding", by: call.actor, tx)
        try Audit.record(OnboardingAction.complete, of: Account.kind, account.cast(), by: call.actor, tx)
    }
}

extension Problem {
    /// The same faults, with pointers below a part of the body.
    fileprivate func below(_ pointer: String) -> Problem {
        var problem = self
        problem.faults = faults.map { Fault(pointer + $0.pointer, $0.refusal) }
        return problem
    }
}
