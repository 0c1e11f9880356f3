import Kernel
import Platform
import Store
import Web

/// Routes for the delivery addresses of a shop owner.
enum Addresses {
    static let routes = rows.tagged("Addresses")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                           handler      needs
        Get   ("/addresses",              list,        .address, "List delivery addresses",
              details: "Lists the caller's addresses, oldest first.")
        Get   ("/addresses/{id}",         show,        .address, "Get a delivery address")
        Post  ("/addresses",              create,      .address, "Create a delivery address",
              details: "The first address of an account becomes its default address.").idempotent.refuses(.tooManyAddresses)
        Put   ("/addresses/{id}",         change,      .address, "Update a delivery address",
              details: "Absent members stay as they are. Existing orders keep a copy of the address they were placed with.").refuses(.stale)
        Delete("/addresses/{id}",         remove,      .address, "Delete a delivery address",
              details: "If it was the default, the newest remaining address becomes the default. Existing orders keep their copy.").refuses(.stale)
        Patch ("/addresses/{id}/default", makeDefault, .address, "Set the default delivery address",
              details: "The previous default address is no longer the default.").refuses(.stale)
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<AddressView> {
        let addresses: Page<Address> = try await call.db.page(
            page,
            "SELECT \(Address.columns) FROM address d WHERE \(Address.visible(to: call.scope))",
            order: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
        )
        return addresses.map(AddressView.init)
    }

    static func show(_ call: Call, id: ID<Address>) async throws -> Versioned<AddressView> {
        try await call.db.read { tx in
            AddressView.versioned(try Address.find(id, within: call.scope, tx))
        }
    }

    static func create(_ call: Call, body: NewAddress) async throws -> Created<AddressView> {
        let me = try call.account
        return try await call.db.write { tx in
            let address = try Address.add(body, of: me, tx)
            return Created(
                AddressView(address),
                at: "/addresses/\(address.id)",
                version: address.version
            )
        }
    }

    static func change(
        _ call: Call,
        id: ID<Address>,
        match: IfMatch?,
        body: AddressChanges
    ) async throws -> Versioned<AddressView> {
        try await call.db.write { tx in
            let address = try find(id, match, call, tx)
            return AddressView.versioned(try body.applied(to: address).save(tx))
        }
    }

    static func remove(_ call: Call, id: ID<Address>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            try find(id, match, call, tx).delete(tx)
            return NoContent()
        }
    }

    static func makeDefault(
        _ call: Call,
        id: ID<Address>,
        match: IfMatch?
    ) async throws -> Versioned<AddressView> {
        try await call.db.write { tx in
            AddressView.versioned(try find(id, match, call, tx).madeDefault(tx))
        }
    }

    private static func find(
        _ id: ID<Address>,
        _ match: IfMatch?,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Address {
        let address = try Address.find(id, within: call.scope, tx)
        try match?.check(address.version)
        return address
    }
}
