import Platform

extension Feature {
    static let students = Feature(
        routes: StudentRoutes.routes,
        migrations: [Student.migration],
        bounds: [
            Bound("POST /students", because: "one profile for each account"),
            Bound("PATCH /students/me", because: "changes one of the caller's own rows"),
        ],
        personalData: [Student.personalData],
        audit: StudentAction.self
    )
}
