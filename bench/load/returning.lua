-- Attendees who come back: each sets a quantity in their cart and then looks at the page, in turns. Argument: the site.
local attendees, products = 256, { "mug", "lamp", "clock" }
local threads, turn, requests = 0, 0, {}

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local post = "/sites/" .. args[1] .. "/cart"
  for attendee = 1, attendees do
    local cookie = string.format("cart=%024x%08x", number, attendee)
    for n, product in ipairs(products) do
      local form = string.format("action=set&product=%s&quantity=%d", product, 1 + (attendee + n) % 99)
      local headers = { ["Cookie"] = cookie, ["Content-Type"] = "application/x-www-form-urlencoded" }
      requests[#requests + 1] = wrk.format("POST", post, headers, form)
      requests[#requests + 1] = wrk.format("GET", "/", { ["Cookie"] = cookie })
    end
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

done = require("summary")
