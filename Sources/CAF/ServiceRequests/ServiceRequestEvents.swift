import Kernel
import Platform

extension ServiceRequest {
    /// The payload of the webhooks about a request: ids and states, and none of the customer's personal data.
    var announcement: JSONValue? {
        [
            "id": .string(id.description), "service": .string(service.rawValue),
            "tax_year": .integer(Int64(taxYear.value)), "status": .string(status.rawValue),
            "customer_id": .string(customer.description),
            "operator_id": assignee.map { .string($0.description) } ?? .null,
            "updated_at": .string(updatedAt.description), "version": .integer(Int64(version)),
        ]
    }

    // swift-format-ignore
    static let events: [WebhookEvent] = [
        event(.submitted,        "A customer has submitted a request."),
        event(.inReview,         "The office has started or resumed the review of a request."),
        event(.missingDocuments, "The office has requested documents from the customer."),
        event(.completed,        "The office has completed a request."),
        event(.closed,           "A completed request has been closed."),
        event(.rejected,         "The office has rejected a request."),
    ]

    private static func event(_ status: Status, _ description: String) -> WebhookEvent {
        WebhookEvent(
            "\(kind).\(status.rawValue)",
            description,
            example: [
                "id": "01934a5b-7c00-7000-8000-000000000001", "service": "ISEE", "tax_year": 2026,
                "status": .string(status.rawValue), "customer_id": "01934a5b-7c00-7000-8000-000000000002",
                "operator_id": nil, "updated_at": "2026-11-21T09:00:00Z", "version": 3,
            ],
            members: members
        )
    }

    private static let members = [
        "id": "Identifier of the service request (UUID).",
        "service": "The service that was requested.",
        "tax_year": "The year of the income or property that the request is about.",
        "status": "The status after the event.",
        "customer_id": "Identifier of the customer's account (UUID).",
        "operator_id":
            "Identifier of the account of the operator in charge (UUID); null before one is assigned.",
        "updated_at": "The time of the change, in UTC.",
        "version": "Grows with every change; a smaller number than one already seen is an old event.",
    ]
}
