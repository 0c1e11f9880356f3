extension Feature {
    static let access = Feature(routes: Permissions.routes)
}
