import Platform

extension Feature {
    static let onboarding = Feature(
        routes: OnboardingRoutes.routes,
        migrations: [Onboarding.migration],
        problems: [.onboardingVersion],
        bounds: [Bound("PUT /users/me/onboarding", because: "changes one of the caller's own rows")],
        personalData: [Onboarding.personalData],
        retention: [Onboarding.abandoned],
        personSealed: [Onboarding.answers, Onboarding.baseline],
        audit: OnboardingAction.self,
        withdrawals: [Onboarding.baselineWithdrawal]
    )
}

enum OnboardingAction: String, AuditAction {
    case complete = "wellness.onboarding.complete"
}
