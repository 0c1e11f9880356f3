extension Feature {
    static let booking = Feature(
        routes: CalendarRoutes.routes,
        migrations: Bookings.migrations,
        problems: Bookings.problems,
        personalData: Bookings.personalData,
        impersonalTables: Bookings.impersonalTables,
        audit: BookingAction.self
    )
}
