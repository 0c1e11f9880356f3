import Kernel
import TestKit
import Testing

@testable import Distribution

/// Null clears a member, as its name in `clear` still does.
@Suite struct ClearTests {
    @Test func `a shop leaves its group of customers, by an administrator's hand alone`() async throws {
        let world = try await market()
        let omar = "/api/users/\(try await world.id(of: .omar))"
        let grouped = try await world.as(.noor).put(omar, ["customer_group": "gold"])
        #expect(grouped["customer_group"] == "gold")
        #expect(try await world.as(.noor).put(omar, ["locale": "ku"])["customer_group"] == "gold")

        let null: JSONValue = ["customer_group": .null]
        let own = try await world.as(.omar).put(omar, null)
        let named = try await world.as(.omar).put(omar, ["clear": ["shop_address", "customer_group"]])
        let cleared = try await world.as(.noor).put(omar, null)

        #expect(own.faults == ["/customer_group": "by_administrators"])
        #expect(named.faults == ["/customer_group": "by_administrators"])
        #expect(cleared.status == 200 && cleared["customer_group"] == nil)
    }

    @Test func `a zone stops delivering for nothing`() async throws {
        let world = try await market()
        let karkh = "/api/zones/\(try await world.zone("Karkh"))"
        #expect(try await world.as(.noor).get(karkh)["free_delivery_from"] != nil)

        let cleared = try await world.as(.noor).put(karkh, ["clear": ["free_delivery_from"]])

        #expect(cleared.status == 200 && cleared["free_delivery_from"] == nil)
        let unknown = try await world.as(.noor).put(karkh, ["clear": ["delivery_fee"]])
        #expect(unknown.faults == ["/clear/0": "not_in_enumeration"])
        let needed = try await world.as(.noor).put(karkh, ["delivery_fee": .null, "name": .null])
        #expect(needed.faults == ["/delivery_fee": "wrong_type", "/name": "wrong_type"])
    }

    @Test func `a product comes in single pieces again`() async throws {
        let world = try await market()
        let water = "/api/vendors/products/\(try await world.productID("FUR-WATER-12"))"
        #expect(try await world.as(.hassan).put(water, ["description": ["ar": "ماء"]])["pack_size"] == 12)

        let cleared = try await world.as(.hassan).put(water, ["clear": ["pack_size", "description"]])

        #expect(cleared.status == 200 && cleared["pack_size"] == nil && cleared["description"] == nil)
    }

    @Test func `an address loses its place, a company its telephone`() async throws {
        let world = try await market()
        let address = "/api/addresses/\(try await world.addAddress(of: .omar))"
        let place: JSONValue = ["location": ["latitude": 33.3, "longitude": 44.4], "label": "Shop"]
        #expect(try await world.as(.omar).put(address, place)["location"] != nil)
        let bare = try await world.as(.omar).put(
            address,
            ["location": .null, "label": .null, "phone": .null]
        )
        #expect(bare.status == 200 && bare["location"] == nil && bare["label"] == nil && bare["phone"] == nil)

        let furat = "/api/vendors/company/\(try await world.company("Al-Furat Trading"))"
        let phone: JSONValue = ["phone": "+9647701112223", "address": "شارع الرشيد"]
        #expect(try await world.as(.hassan).put(furat, phone)["phone"] == "+9647701112223")
        let silent = try await world.as(.hassan).put(furat, ["clear": ["phone"]])
        #expect(silent["phone"] == nil && silent["address"] == "شارع الرشيد")
    }
}
