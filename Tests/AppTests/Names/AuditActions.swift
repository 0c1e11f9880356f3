import Kernel
import Platform

/// Everything that stands as an action in the audit log of a product.
///
/// Actions are strings where they are recorded, so they are read from the sources: those that are written out there, those of
/// lifecycles, and for the others the rows of ``passedOn``.
struct AuditActions {
    let names: [String]
    /// Where an action is recorded that nothing here can tell, and rows that tell of nothing.
    let flaws: [String]

    init(of product: Product, in sources: ProductSources) throws {
        let recorded = sources.arguments(firstIn: #"Audit\.record"#)
        let moves = product.lifecycles.flatMap { table in table.rows.map { "\(table.name).\($0.event)" } }
        let modules = Set(sources.files.map { $0.path.prefix { $0 != "/" } })
        let rows = Self.passedOn.filter { modules.contains($0.place.prefix { $0 != "/" }) }
        let told = rows.map { row in (row, row.actions(in: sources)) }

        names = sources.literals(firstIn: #"Audit\.record"#) + moves + told.flatMap(\.1)
        let untold = recorded.filter { call in
            call.argument.captures(of: Self.written).isEmpty && !Self.ofLifecycles.contains(call.path)
                && !rows.contains { call.path.hasPrefix($0.recorder) }
        }
        flaws =
            untold.map { "\($0.path) records \($0.argument): a row in AuditActions says what that can be" }
            + told.filter { $0.1.isEmpty }.map { "\($0.0.place): nothing here looks like an action" }
    }

    private static let written = #"^("[a-z_.]+"|[^"]*\? "[a-z_.]+" : "[a-z_.]+")$"#

    private static let ofLifecycles: Set = [
        "Platform/Lifecycles/Advance.swift", "Platform/Payments/Mirror/Payment+Writing.swift",
        "Platform/Payments/Mirror/Subscription+Writing.swift",
    ]

    /// Where actions, or their last words, are that reach the recording call in a variable.
    private struct PassedOn {
        /// A file, or a folder with all of its files.
        let place: String
        let pattern: String
        let prefix: String
        /// The file, or the folder, with the recording call, where it is another one.
        let recorder: String

        init(
            _ place: String,
            _ pattern: String,
            after prefix: String = "",
            recordedIn recorder: String? = nil
        ) {
            self.place = place
            self.pattern = pattern
            self.prefix = prefix
            self.recorder = recorder ?? place
        }

        func actions(in sources: ProductSources) -> [String] {
            sources.files.filter { $0.path.hasPrefix(place) }.flatMap { $0.text.captures(of: pattern) }
                .map { prefix + $0 }
        }
    }

    /// As in `note("create", …)`.
    private static let named = #"\b(?:note|record|save)\(\s*"([a-z_]+)""#
    /// As in `"\(kind).book"`.
    private static let ofKind = #""\\\((?:Self\.)?kind\)\.([a-z_]+)""#

    // swift-format-ignore
    private static let passedOn = [
        PassedOn("Platform/Accounts/AccountChanges.swift", #", "(account\.[a-z_]+)", by"#),
        PassedOn("Platform/Accounts/Phone/PhoneBook.swift", #"let action = \w+ \? "([a-z_.]+)" : "([a-z_.]+)""#),
        PassedOn("Platform/Files/FileLink.swift", #"case (download|view) ="#, after: "file.", recordedIn: "Platform/Files/FileRoutes.swift"),
        PassedOn("Platform/Payments/Payments+Subscription.swift", #"as: (?:\w+ \? )?\.(\w+)(?: : \.(\w+))?, call"#, after: "subscription."),
        PassedOn("CAF/Appointments/AppointmentStore.swift", ofKind, after: "appointment."),
        PassedOn("CAF/Appointments/AppointmentTypeStore.swift", ofKind, after: "appointment_type."),
        PassedOn("CAF/Courses/", named, after: "course."),
        PassedOn("CAF/Documents/DocumentStore.swift", named, after: "document."),
        PassedOn("CAF/ServiceRequests/", named, after: "service_request."),
        PassedOn("CAF/ServiceRequests/RequestMessages.swift", #"case \w+ = "([a-z_]+)""#, after: "service_request."),
        PassedOn("Distribution/Companies/", #""(company\.[a-z_]+)""#),
        PassedOn("Distribution/Delivery/", named, after: "delivery_route."),
        PassedOn("Distribution/Ordering/PlacedCheckout.swift", #"let event = "([a-z_]+)""#, after: "sales_order."),
        PassedOn("Distribution/Returns/TakeBack.swift", ofKind, after: "sales_order."),
    ]
}
