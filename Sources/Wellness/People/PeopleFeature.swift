import Platform

extension Feature {
    static let people = Feature(
        routes: Registration.routes + Joining.routes + Me.routes,
        migrations: [Profile.migration],
        problems: [.notOneself],
        bounds: [Bound("PATCH /users/me", because: "changes one of the caller's own rows")],
        personalData: [Profile.personalData],
        searched: [Profile.searched],
        audit: PersonAction.self
    )
}

enum PersonAction: String, AuditAction {
    case profileChange = "wellness.profile.change"
}
