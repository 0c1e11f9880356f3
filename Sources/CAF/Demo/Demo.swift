import Kernel
import Platform
import Store

/// A small office on a working day: customers, a family, requests in several states.
///
/// A second run changes nothing.
@Sendable func officeDemo(_ site: Site) async throws {
    let sara = try await DemoCast.hire(DemoCast.sara, at: site)
    let marco = try await DemoCast.hire(DemoCast.marco, at: site)
    let giulia = try await DemoCast.enrol(DemoCast.giulia, at: site)
    let luca = try await DemoCast.enrol(DemoCast.luca, at: site)
    try await DemoPlans.offer(to: [giulia, luca], by: sara, at: site)
    let office = DemoOffice(site: site, marco: marco, sara: sara)
    try await office.addFamily(to: giulia)
    try await office.openRequests(of: giulia, luca)
    try await DemoDesk(site: site, marco: marco, sara: sara).open(for: giulia, luca)
    try await JSON.decode(ContentStock.self, from: DemoContent.stock).publish(at: site)
}

/// Work of the office, through the same functions that the routes call.
private struct DemoOffice {
    let site: Site
    let marco: Actor
    let sara: Actor

    func addFamily(to customer: Actor) async throws {
        let account = try site.call(as: customer).account
        let family = try JSON.decode([FamilyMember.Details].self, from: DemoForms.family)
        try await site.db.write { tx in
            guard try FamilyMember.list(of: account, tx).isEmpty else { return }
            for member in family { _ = try FamilyMember.add(member, to: account, by: customer, tx) }
        }
    }

    func openRequests(of giulia: Actor, _ luca: Actor) async throws {
        try await open("ISEE", 2026, DemoForms.isee, of: giulia) { request, papers, tx in
            let review = try reviewed(handedIn(request, papers, by: giulia, tx), tx)
            try approved(papers.documents(of: review, tx).prefix(2), tx)
        }
        try await open("IMU", 2026, DemoForms.imu, of: giulia) { request, papers, tx in
            _ = try handedIn(request, papers, by: giulia, tx)
        }
        try await open("MODELLO_730", 2025, DemoForms.draft730, of: giulia) { request, papers, tx in
            try papers.attach(to: request, by: caller(giulia), tx)
        }
        try await open("MODELLO_730", 2025, DemoForms.modello730, of: luca) { request, papers, tx in
            try askForPaper(on: reviewed(handedIn(request, papers, by: luca, tx), tx), tx)
        }
        try await open("IMU", 2025, DemoForms.imuOfLuca, of: luca) { request, papers, tx in
            let review = try reviewed(handedIn(request, papers, by: luca, tx), tx)
            try approved(papers.documents(of: review, tx)[...], tx)
            _ = try ServiceRequest.find(review.id, tx).advanced(by: .complete, as: caller(marco), tx)
        }
    }

    private func handedIn(
        _ request: ServiceRequest,
        _ papers: DemoDocuments,
        by customer: Actor,
        _ tx: borrowing Tx
    ) throws -> ServiceRequest {
        try papers.attach(to: request, by: caller(customer), tx)
        return try ServiceRequest.find(request.id, tx).advanced(by: .submit, as: caller(customer), tx)
    }

    private func reviewed(_ request: ServiceRequest, _ tx: borrowing Tx) throws -> ServiceRequest {
        try taken(request, tx).advanced(by: .startReview, as: caller(marco), tx)
    }

    private func approved(_ documents: ArraySlice<Document>, _ tx: borrowing Tx) throws {
        for var document in documents {
            (document.reviewer, document.reviewedAt) = (marco.account, tx.now)
            _ = try document.advanced(by: .approve, as: caller(marco), tx)
            try ServiceRequest.documentsChanged(document.request, at: site, tx)
        }
    }

    private func caller(_ actor: Actor) -> Call { site.call(as: actor) }

    /// Opens a request and moves it along its lifecycle, unless the customer already has it.
    private func open(
        _ service: String,
        _ year: Int,
        _ sections: String,
        of customer: Actor,
        then move: @escaping @Sendable (ServiceRequest, DemoDocuments, borrowing Tx) throws -> Void
    ) async throws {
        let body: JSONValue = [
            "service": .string(service), "tax_year": .integer(Int64(year)),
            "sections": try JSONValue(parsing: Array(sections.utf8)),
        ]
        let new = try JSON.read(NewServiceRequest.self, from: body.bytes)
        let account = try caller(customer).account
        let papers = try await DemoDocuments.make(for: new, at: site)
        let isNew = try await site.db.write { tx in
            guard try ServiceRequest.findOpen(new.service, new.taxYear, of: account, tx) == nil else {
                return false
            }
            try move(
                ServiceRequest.open(new, for: account, by: customer, called: site.references.next(tx), tx),
                papers,
                tx
            )
            return true
        }
        if !isNew { try await papers.abandon(at: site) }
    }

    private func taken(_ request: ServiceRequest, _ tx: borrowing Tx) throws -> ServiceRequest {
        try request.assigned(to: marco.account).save(.assign, fields: ["operator_id"], by: marco, tx)
    }

    private func askForPaper(on request: ServiceRequest, _ tx: borrowing Tx) throws {
        let wanted = try JSON.decode(
            [DocumentRequest].self,
            from:
                #"[{"category": "medical_receipts", "reason": "Manca lo scontrino della farmacia di marzo."}]"#
        )
        try RequestedDocument.add(wanted, to: request.id, by: marco, tx)
        _ = try ServiceRequest.find(request.id, tx).advanced(by: .requestDocuments, as: caller(marco), tx)
        let message = try JSON.decode(
            MessageText.self,
            from: JSONValue("Buongiorno, può caricare lo scontrino mancante?")
        )
        _ = try request.write(message, for: .everyone, by: marco, tx)
    }
}
