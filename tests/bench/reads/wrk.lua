-- Sends the bodies of a folder in turn, each with the next person's token: wrk … -- FOLDER START

local requests, at = {}, 0

function init(given)
  local folder, headers, tokens = given[1], {["Content-Type"] = "application/json"}, {}
  for token in io.lines(folder .. "/tokens.txt") do tokens[#tokens + 1] = token end
  for body in io.lines(folder .. "/bodies.txt") do
    if #tokens > 0 then headers["Authorization"] = "Bearer " .. tokens[#requests % #tokens + 1] end
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
  at = tonumber(given[2]) % #requests
end

function request()
  at = at % #requests + 1
  return requests[at]
end
