import Platform

extension Feature {
    static let people = Feature(
        routes: Registration.routes + Me.routes,
        migrations: [Profile.migration],
        bounds: [Bound("PATCH /users/me", because: "changes one of the caller's own rows")],
        personalData: [Profile.personalData],
        searched: [Profile.searched],
        audit: PersonAction.self
    )

    /// The refusals that several features share.
    static let shared = Feature(problems: [
        .openBusiness, .alreadyThere, .ownAccount, .tutorNotVerified, .studentProfileMissing,
    ])
}
